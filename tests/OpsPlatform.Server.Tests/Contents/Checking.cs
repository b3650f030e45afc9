using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Server.Tests.Partners;
using Code = OpsPlatform.Contents.V1.CheckFinding.Types.Code;
using Disposition = OpsPlatform.Contents.V1.CheckReport.Types.Disposition;
using Kind = OpsPlatform.Contents.V1.Content.Types.Kind;
using Origin = OpsPlatform.Contents.V1.Content.Types.Origin;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Server.Tests.Contents;

/// <summary>What is wrong with a content is told before people look at it, and again when it is submitted.</summary>
public sealed class Checking(RunningServer server) : ContentTest(server)
{
    [Fact, Trait("row", "CON-17"), Trait("row", "CMP-07")]
    public async Task A_listed_word_is_told_with_its_place_and_does_not_come_through()
    {
        var (list, word) = (await ListAsync("block-list", Severity.Block, "国家级"), "国家级");
        var content = await DraftAsync(draft => draft.BodyText = $"这是國-家-級茶叶 {Guid.NewGuid():N}");
        var finding = (await Contents.CheckContentAsync(new() { Name = content.Name })).Findings[0];
        (finding.Field, finding.Start, finding.End, finding.Word, finding.WordListVersion).ShouldBe(("body_text", 2, 7, word, $"{list.Name}/versions/1"));
        var refused = await Contents.SubmitContentAsync(new() { Name = content.Name, Chain = Chain("review-a") }).Refused(ErrorReason.ContentCheckFailed);
        refused.Info.Metadata["findings"].ShouldBe("WORD_LISTED 国家级 in body_text at 2 to 7 (Rule of block-list)");
        (await Contents.GetContentAsync(new() { Name = content.Name })).ShouldBe(content, "a check has no effect");
    }

    [Fact, Trait("row", "CON-17")]
    public async Task An_old_verdict_keeps_the_version_of_the_list_that_it_went_by()
    {
        var list = await ListAsync("kept-list", Severity.Review, "旧词");
        var content = await Contents.SubmitContentAsync(new() { Name = (await DraftAsync(draft => draft.BodyText = $"旧词 {Guid.NewGuid():N}")).Name, Chain = Chain("review-a") });
        content.Review.Check.Disposition.ShouldBe(Disposition.HumanReview);
        var changed = await ListAsync("kept-list", Severity.Review, "新词");
        (changed.Version, changed.WordCount, changed.Sha256 == list.Sha256).ShouldBe((2, 1, false));
        (await ListAsync("kept-list", Severity.Review, "新词")).ShouldBe(changed);

        (await Contents.GetContentAsync(new() { Name = content.Name })).Review.Check.Findings.Single().WordListVersion.ShouldBe($"{list.Name}/versions/1");
        (await Contents.CheckContentAsync(new() { Name = content.Name })).Findings.ShouldBeEmpty();
        (await Contents.GetWordListVersionAsync(new() { Name = $"{list.Name}/versions/1" })).Groups.Single().Words.ShouldBe(["旧词"]);
        (await Contents.ListWordListsAsync(new() { Parent = Workspace, Filter = "version = 2 AND display_name = kept-list" })).WordLists.ShouldBe([changed]);
        (await Contents.GetWordListAsync(new() { Name = list.Name })).ShouldBe(changed);
        var told = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{list.Name}\"" })).Events;
        told.Select(each => each.Type).ShouldBe(["word_list_set", "word_list_set"]);
        told.ShouldAllBe(each => each.DataJson.Contains("sha256") && !each.DataJson.Contains('词'), "a list can have a megabyte of words");
    }

    [Fact, Trait("row", "CON-17")]
    public async Task A_followers_words_are_for_a_person_to_look_at()
    {
        await ListAsync("follower-list", Severity.Block, "骗子");
        var comment = new Content { Account = (await AccountAsync()).Name, Kind = Kind.Message, Title = "Comment", BodyText = "你们是骗子", Origin = Origin.User };
        (await Contents.CheckDraftAsync(new() { Parent = Workspace, Content = comment })).Disposition.ShouldBe(Disposition.HumanReview);
        (await Contents.CheckDraftAsync(new() { Parent = Workspace, Content = new Content(comment) { Origin = Origin.Unspecified } })).Disposition.ShouldBe(Disposition.Reject);
        await Contents.CheckDraftAsync(new() { Parent = Workspace, Content = new Content(comment) { Account = $"{comment.Account}x" } }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_list_with_a_broken_entry_or_too_many_is_refused()
    {
        var broken = Asked("broken-list", Severity.Block, "好词", "。。。");
        (await Contents.SetWordListAsync(broken).Refused(ErrorReason.WordListEntryInvalid)).Info.Metadata["index"].ShouldBe("1");
        var long_ = Asked("broken-list", Severity.Block, new string('长', 65));
        (await Contents.SetWordListAsync(long_).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["groups[0].words[0]"]);
        var large = Asked("broken-list", Severity.Block, [.. Enumerable.Range(0, 50_000).Select(i => $"w{i}")]);
        large.Groups.Add(new WordGroup { Rule = "More", Severity = Severity.Block, Words = { "more" } });
        await Contents.SetWordListAsync(large).Refused(ErrorReason.WordListTooLarge);
        large.Groups.RemoveAt(1);
        (await Contents.SetWordListAsync(large)).WordCount.ShouldBe(50_000);
        await Contents.SetWordListAsync(new() { Name = large.Name, DisplayName = "None any more" });
    }

    [Fact, Trait("row", "CON-20")]
    public async Task The_same_text_on_two_platforms_and_what_does_not_fit_one_is_told()
    {
        var text = $"Seven leaves {Guid.NewGuid():N}";
        var first = await DraftAsync(draft => draft.BodyText = text);
        var channels = (await AccountAsync()).Name;
        var second = await DraftAsync(draft => (draft.Account, draft.Kind, draft.BodyText) = (channels, Kind.Message, $"{text.ToUpperInvariant()}!{new string('。', 1000)}"));
        var report = await Contents.CheckContentAsync(new() { Name = second.Name });
        report.Findings.Single(finding => finding.Code == Code.Duplicate).Content.ShouldBe(first.Name);
        report.Fit.Score.ShouldBe(50);

        using var partner = await Server.ProvisionAsync("acme", PartnerSteps.NewId("acme-part"), "contents.read");
        using var admin = await Server.AdminAsync();
        await admin.Partners.GrantAccessAsync(new() { Name = $"clients/{partner.ClientId}/grants/acme", Permissions = { "contents.read" }, Resources = { second.Name } });
        Server.Clock.Advance(PartnerSteps.Soon);
        (await partner.Contents.CheckContentAsync(new() { Name = second.Name })).Findings.ShouldNotContain(finding => finding.Code == Code.Duplicate, "the other content was not granted");

        var approved = await ApprovedAsync(draft => (draft.Account, draft.Kind, draft.BodyText) = (channels, Kind.Message, second.BodyText));
        var tomorrow = Server.Clock.GetUtcNow().AddDays(1).ToTimestamp();
        var refused = await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = tomorrow }).Refused(ErrorReason.ContentFitLow);
        (refused.Info.Metadata["score"], refused.Info.Metadata["minimum"]).ShouldBe(("50", "60"));
        await Contents.PublishContentAsync(Publication(approved)).Refused(ErrorReason.ContentFitLow);
        (await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = tomorrow, MinFitScore = 50 })).State.ShouldBe(State.Scheduled);
    }

    [Fact, Trait("row", "CON-21")]
    public async Task Of_ten_messages_three_may_sell()
    {
        var account = (await AccountAsync("wecom")).Name;
        var tomorrow = Server.Clock.GetUtcNow().AddDays(1).ToTimestamp();
        for (var i = 0; i < 9; i++)
        {
            var approved = await ApprovedAsync(draft => (draft.Account, draft.Kind, draft.Commercial) = (account, Kind.Message, i < 2));
            await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = tomorrow });
        }

        var third = await ApprovedAsync(draft => (draft.Account, draft.Kind, draft.Commercial) = (account, Kind.Message, true));
        (await FindingsAsync(third)).ShouldBeEmpty();
        await Contents.ScheduleContentAsync(new() { Name = third.Name, PublishTime = tomorrow });
        var fourth = await DraftAsync(draft => (draft.Account, draft.Kind, draft.Commercial) = (account, Kind.Message, true));
        (await FindingsAsync(fourth)).ShouldBe([Code.CommercialCapExceeded]);

        async Task<IEnumerable<Code>> FindingsAsync(Content content) => (await Contents.CheckContentAsync(new() { Name = content.Name })).Findings.Select(finding => finding.Code);
    }

    private static SetWordListRequest Asked(string id, Severity severity, params string[] words) => new()
    {
        Name = $"{Workspace}/word-lists/{id}",
        DisplayName = id,
        Groups = { new WordGroup { Rule = $"Rule of {id}", Severity = severity, Words = { words } } },
    };

    private async Task<WordList> ListAsync(string id, Severity severity, params string[] words) => await Contents.SetWordListAsync(Asked(id, severity, words));
}
