using FsCheck;
using FsCheck.Fluent;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>Words are found however they are written, and nothing else is.</summary>
public sealed class MatchingTests
{
    [Theory, Trait("row", "CON-17")]
    [InlineData("这是最佳选择", "最佳", 2, 4)]
    [InlineData("這是國家級產品", "国家级", 2, 5)]
    [InlineData("加．微。信 吧", "加微信", 0, 5)]
    [InlineData("加🙂🙂微\u200b信", "加微信", 0, 8)]
    [InlineData("加🙂🙂🙂🙂微信", "加微信", 0, 11)]
    [InlineData("ＢＥＳＴ tea", "best", 0, 4)]
    [InlineData("the B-E-S-T!", "best", 4, 11)]
    [InlineData("𠮷祥", "𠮷祥", 0, 3)]
    [InlineData("vx123", "VX123", 0, 5)]
    public void A_word_is_found_however_it_is_written(string text, string word, int start, int end) =>
        Find(text, word).ShouldBe([(start, end, word)]);

    [Theory]
    [InlineData("be stable", "best")]
    [InlineData("beste", "best")]
    [InlineData("最 好 的 我 们", "最们")]
    [InlineData("最。。。。。佳", "最佳")]
    [InlineData("最🙂🙂🙂🙂🙂佳", "最佳")]
    [InlineData("最", "最佳")]
    [InlineData("", "最佳")]
    public void Other_text_is_not(string text, string word) => Find(text, word).ShouldBeEmpty();

    [Fact]
    public void Words_within_words_and_over_each_other_are_all_found() =>
        Find("最最佳茶", "最", "最佳", "最佳茶", "佳茶", "茶").ShouldBe([(0, 1, "最"), (1, 2, "最"), (1, 3, "最佳"), (1, 4, "最佳茶"), (2, 4, "佳茶"), (3, 4, "茶")], ignoreOrder: true);

    [Fact]
    public void A_list_without_words_finds_nothing_and_one_that_reads_the_same_twice_is_told_once()
    {
        new WordMatcher([]).Find("最佳").ShouldBeEmpty();
        Find("最佳", "最佳", "最-佳").ShouldBe([(0, 2, "最佳")]);
    }

    [Fact]
    public void It_finds_what_looking_for_each_word_everywhere_finds()
    {
        var letters = Gen.Elements('茶', '叶', '国', '最');
        var words = from word in letters.NonEmptyListOf() where word.Count <= 4 select new string([.. word]);
        var cases = from list in words.NonEmptyListOf() from text in letters.ArrayOf() select (list, text: new string(text));
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(1000), Prop.ForAll(Arb.From(cases), one =>
        {
            string[] list = [.. one.list.Distinct()];
            var naive = from word in list
                        from start in Enumerable.Range(0, one.text.Length)
                        where string.CompareOrdinal(one.text, start, word, 0, word.Length) == 0
                        select (start, start + word.Length, word);
            Find(one.text, list).ShouldBe(naive, ignoreOrder: true);
        }));
    }

    private static IEnumerable<(int Start, int End, string Word)> Find(string text, params string[] words) =>
        [.. new WordMatcher([new WordGroup { Rule = "Any", Words = { words } }]).Find(text).Select(hit => (hit.Start, hit.End, hit.Word))];
}
