using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Lessons are found in English and in Chinese.</summary>
public sealed class LessonSearchTests
{
    private static readonly Lesson[] Lessons =
    [
        new() { Name = "a", DisplayName = "Brief the agency early", Situation = "The briefing came late", Tags = { "briefing" } },
        new() { Name = "b", DisplayName = "简报要早", Situation = "代理商收到的简报太晚，视频号脚本重做", CauseTag = "late-briefing" },
        new() { Name = "c", DisplayName = "Check the discount", Situation = "直播间的优惠券配置错误，用户投诉", Advice = "Two people check the voucher before each livestream 🎬" },
        new() { Name = "d", DisplayName = "Ｃｏｕｐｏｎ rules", Situation = "Café owners misread the voucher" },
    ];

    [Theory]
    [InlineData("briefing", "a b")]
    [InlineData("BRIEF agency", "a")]
    [InlineData("coupon", "d")]
    [InlineData("café", "d")]
    [InlineData("voucher livestream", "c")]
    [InlineData("rief", "")]
    [InlineData("briefing nothing", "")]
    public void Words_are_found_in_any_case_and_width_by_how_they_begin(string query, string found) => Found(query).ShouldBe(found);

    [Theory]
    [InlineData("简报", "b")]
    [InlineData("视频号", "b")]
    [InlineData("优惠券配置", "c")]
    [InlineData("券", "c")]
    [InlineData("报简", "")]
    [InlineData("簡報", "")]
    [InlineData("briefing 简报", "b")]
    public void Characters_are_found_by_the_pairs_that_stand_together(string query, string found) => Found(query).ShouldBe(found);

    [Theory]
    [InlineData("")]
    [InlineData(" ，。!")]
    public void What_has_no_letter_finds_nothing(string query) => Found(query).ShouldBeEmpty();

    [Fact]
    public void A_name_says_more_than_a_text_and_the_best_come_first()
    {
        var hits = LessonSearch.Find(Lessons, "briefing", 0).ToList();
        hits[0].Score.ShouldBeGreaterThan(hits[1].Score);
        LessonSearch.Find(Lessons, "briefing", 1).ShouldHaveSingleItem().Lesson.Name.ShouldBe("a");
    }

    private static string Found(string query) => string.Join(' ', LessonSearch.Find(Lessons, query, 0).Select(hit => hit.Lesson.Name));
}
