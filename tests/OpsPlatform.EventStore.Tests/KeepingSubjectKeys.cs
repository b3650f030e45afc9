using System.Security.Cryptography;
using System.Text;

namespace OpsPlatform.EventStore.Tests;

public sealed class KeepingSubjectKeys(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static readonly DateTimeOffset Time = StoreFixture.Time;

    [Fact]
    public async Task A_subject_has_the_key_that_was_made_first()
    {
        var (first, second) = (Key("first"), Key("first"));
        ShouldBe(await fixture.Store.AddSubjectKeyAsync("a", first, Time), first);
        ShouldBe(await fixture.Store.AddSubjectKeyAsync("a", second, Time), first);
        ShouldBe((await fixture.Store.FindSubjectKeysAsync("a", [first.Subject, Key("nobody").Subject])).ShouldHaveSingleItem(), first);
    }

    [Fact]
    public async Task Nodes_that_make_a_key_at_once_get_the_same()
    {
        for (var round = 0; round < 20; round++)
        {
            var standing = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.Store.AddSubjectKeyAsync("a", Key($"raced-{round}"), Time)));
            standing.Select(row => row.KeyId).Distinct().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task The_same_subject_in_two_workspaces_is_two()
    {
        var mine = Key("both");
        await fixture.Store.AddSubjectKeyAsync("a", mine, Time);
        (await fixture.Store.FindSubjectKeysAsync("b", [mine.Subject])).ShouldBeEmpty();

        var theirs = await fixture.Store.AddSubjectKeyAsync("b", Key("both"), Time);
        (await fixture.Store.EraseSubjectsAsync("a", [Erasure(mine)])).ShouldBe(1);
        ShouldBe((await fixture.Store.FindSubjectKeysAsync("b", [mine.Subject])).ShouldHaveSingleItem(), theirs);
    }

    [Fact]
    public async Task An_erased_subject_keeps_the_id_of_its_key_and_never_gets_another()
    {
        var key = Key("erased");
        await fixture.Store.AddSubjectKeyAsync("a", key, Time);
        (await fixture.Store.EraseSubjectsAsync("a", [Erasure(key)])).ShouldBe(1);
        (await fixture.Store.EraseSubjectsAsync("a", [Erasure(key) with { Time = Time.AddDays(1) }])).ShouldBe(0, "it is erased already");

        ShouldBe(await fixture.Store.AddSubjectKeyAsync("a", Key("erased"), Time), key with { Key = null, WrappedBy = null, Erased = Time });
    }

    [Fact]
    public async Task A_subject_that_was_never_seen_can_be_erased()
    {
        var nobody = new SubjectErasure(Key("unseen").Subject, null, Time);
        (await fixture.Store.EraseSubjectsAsync("a", [nobody])).ShouldBe(1);
        (await fixture.Store.AddSubjectKeyAsync("a", Key("unseen"), Time)).Key.ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_is_made_while_its_subject_is_erased_does_not_survive()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = Key($"contended-{round}");
            await Task.WhenAll(fixture.Store.AddSubjectKeyAsync("a", key, Time), fixture.Store.EraseSubjectsAsync("a", [Erasure(key)]));
            (await fixture.Store.FindSubjectKeysAsync("a", [key.Subject])).ShouldHaveSingleItem().Key.ShouldBeNull();
        }
    }

    [Fact]
    public async Task The_keys_that_wrap_are_told_by_the_first_and_the_last()
    {
        await fixture.Store.AddSubjectKeyAsync("wrapped", Key("first") with { WrappedBy = "a" }, Time);
        await fixture.Store.AddSubjectKeyAsync("wrapped", Key("clear") with { WrappedBy = null }, Time);
        await fixture.Store.AddSubjectKeyAsync("wrapped", Key("last") with { WrappedBy = "z" }, Time);
        (await fixture.Store.SubjectKeyWrappersAsync()).ShouldBe(("a", "z"));
    }

    private static SubjectKeyRow Key(string subject) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(subject)), Guid.NewGuid(), RandomNumberGenerator.GetBytes(60), "kek", null);

    private static SubjectErasure Erasure(SubjectKeyRow key) => new(key.Subject, key.KeyId, Time);

    private static void ShouldBe(SubjectKeyRow actual, SubjectKeyRow expected)
    {
        actual.Subject.ToArray().ShouldBe(expected.Subject.ToArray());
        (actual.KeyId, actual.WrappedBy, actual.Erased).ShouldBe((expected.KeyId, expected.WrappedBy, expected.Erased));
        actual.Key?.ToArray().ShouldBe(expected.Key?.ToArray());
        actual.Key.HasValue.ShouldBe(expected.Key.HasValue);
    }
}
