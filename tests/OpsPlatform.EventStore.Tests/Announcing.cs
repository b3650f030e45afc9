using System.Text;

namespace OpsPlatform.EventStore.Tests;

public sealed class Announcing
{
    [Fact]
    public void What_is_announced_is_what_moved()
    {
        WorkspacePosition[] moves = [new("acme", 1), new("with space", long.MaxValue), new("", 3), new("品牌", 4)];

        Announcement.Write(moves).SelectMany(payload => Announcement.Read(payload)!).ShouldBe(moves);
    }

    [Fact]
    public void Many_moves_take_several_announcements_that_PostgreSQL_takes()
    {
        WorkspacePosition[] moves = [.. Enumerable.Range(0, 600).Select(number => new WorkspacePosition($"工作区-{number}-{new string('x', 60)}", number))];

        var payloads = Announcement.Write(moves);

        payloads.Count.ShouldBeGreaterThan(5);
        payloads.ShouldAllBe(payload => Encoding.UTF8.GetByteCount(payload) < 8000);
        payloads.SelectMany(payload => Announcement.Read(payload)!).ShouldBe(moves);
    }

    [Theory]
    [InlineData(3000, 60)]
    [InlineData(1, 8000)]
    public void Too_much_to_tell_is_told_as_such(int count, int length) =>
        Announcement.Write([.. Enumerable.Range(0, count).Select(number => new WorkspacePosition($"{number}{new string('x', length)}", 1))]).ShouldBe([Announcement.LookYourself]);

    [Fact]
    public void A_name_that_would_be_read_as_two_lines_is_not_told() =>
        Announcement.Write([new("two\n7 lines", 1)]).ShouldBe([Announcement.LookYourself]);

    [Theory]
    [InlineData(Announcement.LookYourself)]
    [InlineData("12")]
    [InlineData("x acme\n")]
    [InlineData("1 acme\nanother form of a later version")]
    public void What_cannot_be_read_makes_the_reader_look(string payload) => Announcement.Read(payload).ShouldBeNull();
}
