using FsCheck;
using FsCheck.Fluent;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using Kind = OpsPlatform.Contents.V1.TextChange.Types.Kind;

namespace OpsPlatform.Domain.Tests.Contents;

public sealed class ComparisonTests
{
    [Fact]
    public void Lines_stay_go_and_come() =>
        Shown("a\nb\nc\nd", "a\nx\nc\nd\ne").ShouldBe(["= a", "- b", "+ x", "= c|d", "+ e"]);

    [Fact]
    public void The_same_text_stays_as_a_whole() => Shown("a\nb", "a\nb").ShouldBe(["= a|b"]);

    [Fact]
    public void Texts_that_share_nothing_replace_each_other_even_if_they_are_long()
    {
        var changes = VersionComparison.Changes([.. Enumerable.Range(0, 5000).Select(i => $"a{i}")], [.. Enumerable.Range(0, 5000).Select(i => $"b{i}")]).ToList();
        changes.Select(change => change.Kind).ShouldBe([Kind.Removed, Kind.Added]);
    }

    [Fact]
    public void Kept_and_removed_lines_are_the_earlier_text_and_kept_and_added_ones_the_later()
    {
        var texts = Gen.Elements("a", "b", "c", "").ArrayOf().Where(lines => lines.Length > 0);
        var pairs = from before in texts from after in texts select (before, after);
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500), Prop.ForAll(Arb.From(pairs), pair =>
        {
            var changes = VersionComparison.Changes(pair.before, pair.after).ToList();
            Lines(changes, Kind.Added).ShouldBe(pair.before);
            Lines(changes, Kind.Removed).ShouldBe(pair.after);
        }));

        static IEnumerable<string> Lines(IEnumerable<TextChange> changes, Kind without) => changes.Where(change => change.Kind != without).SelectMany(change => change.Text.Split('\n'));
    }

    private static IEnumerable<string> Shown(string before, string after) =>
        VersionComparison.Changes(before.Split('\n'), after.Split('\n')).Select(change => $"{(change.Kind == Kind.Kept ? '=' : change.Kind == Kind.Added ? '+' : '-')} {change.Text.Replace('\n', '|')}");
}
