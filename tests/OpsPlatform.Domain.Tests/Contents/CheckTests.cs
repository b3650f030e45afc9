using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Accounts;
using OpsPlatform.Domain.Contents;
using Code = OpsPlatform.Contents.V1.CheckFinding.Types.Code;
using Disposition = OpsPlatform.Contents.V1.CheckReport.Types.Disposition;
using Kind = OpsPlatform.Contents.V1.Content.Types.Kind;
using Origin = OpsPlatform.Contents.V1.Content.Types.Origin;
using Tier = OpsPlatform.Contents.V1.Content.Types.Tier;

namespace OpsPlatform.Domain.Tests.Contents;

/// <summary>What a check finds, and what follows.</summary>
public sealed class CheckTests
{
    [Theory, Trait("row", "CON-12")]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(null, true)]
    public void A_film_hooks_within_15_seconds(int? seconds, bool isLate) =>
        Codes(content => content.HookOffset = seconds is { } given ? Seconds(given) : null).Contains(Code.HookLate).ShouldBe(isLate);

    [Theory, Trait("row", "CON-06")]
    [InlineData(Tier.Basic, "", Code.TemplateMissing, Disposition.Pass)]
    [InlineData(Tier.Basic, "t-1", Code.Unspecified, Disposition.Pass)]
    [InlineData(Tier.Feature, "t-1", Code.TemplateMisplaced, Disposition.Reject)]
    [InlineData(Tier.Super, "t-1", Code.TemplateMisplaced, Disposition.Reject)]
    [InlineData(Tier.Super, "", Code.Unspecified, Disposition.Pass)]
    public void Basic_contents_come_from_templates_and_others_do_not(Tier tier, string template, Code code, Disposition disposition)
    {
        var report = Check(content => (content.Tier, content.Template) = (tier, template));
        report.Disposition.ShouldBe(disposition);
        report.Findings.Select(finding => finding.Code).ShouldBe(code == Code.Unspecified ? [] : [code]);
    }

    [Theory]
    [InlineData(true, false, "AI_GENERATED")]
    [InlineData(false, true, "ADVERTISING")]
    public void What_has_to_be_declared_is(bool generated, bool advertising, string missing)
    {
        var report = Check(content => (content.AiGenerated, content.Advertising) = (generated, advertising));
        report.Disposition.ShouldBe(Disposition.Reject);
        report.Findings.ShouldHaveSingleItem().Rule.ShouldBe(missing);
        Codes(content =>
        {
            (content.AiGenerated, content.Advertising) = (true, true);
            content.Declarations.Add([Declaration.AiGenerated, Declaration.Advertising]);
        }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("douyin", "内容由AI生成")]
    [InlineData("bilibili", "该视频使用人工智能合成技术")]
    [InlineData("kuaishou", "AI生成")]
    public void Each_platform_has_its_own_words_for_what_is_declared(string platform, string label)
    {
        var film = Film();
        (film.AiGenerated, film.Advertising) = (true, true);
        film.Declarations.Add(Declaration.Advertising);
        var report = ContentCheck.Of(film, Facts(platform));
        report.Labels.ShouldBe([new DeclarationLabel { Declaration = Declaration.AiGenerated, Text = label }, new DeclarationLabel { Declaration = Declaration.Advertising, Text = "广告" }]);
        report.Findings.ShouldHaveSingleItem().Word.ShouldBe(label);
    }

    [Fact, Trait("row", "CMP-07")]
    public void Minors_have_a_person_look_at_it() => Check(content => content.Minors = true).Disposition.ShouldBe(Disposition.HumanReview);

    [Fact, Trait("row", "CON-17"), Trait("row", "CMP-07")]
    public void A_listed_word_is_told_with_its_place_in_characters_and_its_rule()
    {
        var finding = Check(content => content.BodyText = "🍵🍵最🙂佳").Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Severity, finding.Field, finding.Start, finding.End).ShouldBe((Code.WordListed, Severity.Block, "body_text", 2, 5));
        (finding.Word, finding.Rule, finding.WordListVersion).ShouldBe(("最佳", "Advertising Law, article 9", "ads/versions/3"));
        Check(content => (content.BodyText, content.Origin) = ("最佳", Origin.User)).Disposition.ShouldBe(Disposition.HumanReview);
        var many = Check(content => content.BodyText = string.Concat(Enumerable.Repeat("最佳", 201)));
        (many.Findings.Count, many.Truncated, many.Findings[199].Start).ShouldBe((200, true, 398));
    }

    [Fact, Trait("row", "CON-20")]
    public void What_fits_its_platform_badly_is_told()
    {
        var good = Check(_ => { }).Fit;
        (good.Score, good.AudienceScore, good.FormatScore, good.LengthScore, good.RulesScore).ShouldBe((100, 25, 25, 25, 25));
        var bad = Check(content => (content.Kind, content.BodyText) = (Kind.Article, new string('茶', 1001)));
        (bad.Fit.Score, bad.Fit.FormatScore, bad.Fit.LengthScore).ShouldBe((50, 0, 0));
        bad.Findings.Single(finding => finding.Code == Code.FitLow).Limit.ShouldBe(60);
        Check(content => content.AudienceTags.Add("career")).Fit.AudienceScore.ShouldBe(0);
        Check(content => content.AudienceTags.Add("Parenting")).Fit.AudienceScore.ShouldBe(25);
        ContentCheck.Of(Film(), Facts(platform: "own") with { Twins = ["other"] }).Findings.ShouldHaveSingleItem().ShouldBe(new CheckFinding { Code = Code.Duplicate, Severity = Severity.Warning, Content = "other" });
    }

    [Theory, Trait("row", "CON-21")]
    [InlineData(9, 2, false)]
    [InlineData(9, 3, true)]
    [InlineData(8, 8, false)]
    public void Three_of_ten_may_sell(int others, int commercial, bool exceeded)
    {
        var film = Film();
        film.Commercial = true;
        var report = ContentCheck.Of(film, Facts() with { OutCount = others, CommercialCount = commercial });
        report.Findings.Any(finding => finding.Code == Code.CommercialCapExceeded).ShouldBe(exceeded);
    }

    [Theory, Trait("row", "CON-21")]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void New_followers_are_not_sold_to_at_once(int days, bool sensitive) =>
        Codes(content => (content.Commercial, content.NewestFollowerAge) = (true, Seconds(days * 86_400))).Contains(Code.AudienceSensitive).ShouldBe(sensitive);

    private static Duration Seconds(int seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    private static Content Film() => new() { Account = "workspaces/acme/accounts/main", Kind = Kind.Video, Title = "Tea", HookOffset = Seconds(1) };

    private static CheckFacts Facts(string platform = "channels") => new(
        new Account { Platform = $"workspaces/acme/platforms/{platform}", CoreTags = { new CoreTag { Tag = "parenting" } } },
        BuiltInPlatforms.All.Find(platform, "acme") ?? Story.Own,
        [("ads/versions/3", new WordMatcher([new WordGroup { Rule = "Advertising Law, article 9", Severity = Severity.Block, Words = { "最佳" } }]))],
        [],
        0,
        0);

    private static IEnumerable<Code> Codes(Action<Content> change) => Check(change).Findings.Select(finding => finding.Code);

    private static CheckReport Check(Action<Content> change)
    {
        var film = Film();
        change(film);
        return ContentCheck.Of(film, Facts());
    }
}
