using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Server.Contents;
using State = OpsPlatform.Contents.V1.Content.Types.State;
using Verdict = OpsPlatform.Contents.V1.ReviewContentRequest.Types.Verdict;

namespace OpsPlatform.Server.Tests.Contents;

/// <summary>Who lets a content pass, in which order, and what exactly.</summary>
public sealed class Reviewing(RunningServer server) : ContentTest(server)
{
    [Fact, Trait("row", "CON-13"), Trait("row", "CMP-08")]
    public async Task Three_reviewers_that_are_not_named_have_to_be_three()
    {
        using var first = await WithRolesAsync("content-reviewer");
        using var second = await WithRolesAsync("content-reviewer");
        using var third = await WithRolesAsync("content-reviewer");
        var content = await SubmittedAsync("review-a");
        (await second.Contents.ReviewContentAsync(Decision(content, 2)).Refused(ErrorReason.ReviewStageOrder)).Info.Metadata["stage"].ShouldBe("1");
        await ApproveAsync(first, content, 1);
        await first.Contents.ReviewContentAsync(Decision(content, 2)).Refused(ErrorReason.ReviewTwice);
        await ApproveAsync(second, content, 2);
        await Contents.PublishContentAsync(Publication(content)).Refused(ErrorReason.ContentState);
        var approved = await ApproveAsync(third, content, 3);
        (approved.State, approved.Review.Approvals.All(approval => approval.Sha256 == approved.Sha256)).ShouldBe((State.Approved, true));
        approved.Review.Approvals.Select(approval => approval.Principal).ShouldBe([first.ClientId, second.ClientId, third.ClientId]);

        var own = new SetReviewChainRequest { Name = Chain("named-three"), DisplayName = "Ours", Stages = { Named("a"), Named("b"), Named("a") } };
        await Contents.SetReviewChainAsync(own).Refused(ErrorReason.ReviewChainUnfillable);
        own.Stages[2].Reviewers[0] = "c";
        (await Contents.SetReviewChainAsync(own)).Stages.Count.ShouldBe(3);

        static ReviewStage Named(string reviewer) => new() { RoleId = "content-reviewer", Reviewers = { reviewer } };
    }

    [Fact, Trait("row", "CON-14"), Trait("row", "CMP-08")]
    public async Task Planning_checks_itself_and_compliance_and_legal_do_not_stand_for_each_other()
    {
        using var planner = await WithRolesAsync("content-planner", "compliance");
        using var compliance = await WithRolesAsync("compliance");
        using var legal = await WithRolesAsync("legal");
        var content = await planner.Contents.CreateContentAsync(new() { Parent = Workspace, Content = new() { Account = (await AccountAsync()).Name, Kind = Content.Types.Kind.Video, Title = "Tea" } });
        content = await planner.Contents.SubmitContentAsync(new() { Name = content.Name, Chain = Chain("review-b") });
        await ApproveAsync(planner, content, 1);
        await planner.Contents.ReviewContentAsync(Decision(content, 2)).Refused(ErrorReason.ReviewOwnContent);
        var rejected = await ReviewAsync(compliance, content, 2, Verdict.Reject, "Against the Advertising Law");
        (rejected.State, rejected.StateReason, rejected.Review).ShouldBe((State.Draft, "Against the Advertising Law", null));

        content = await planner.Contents.SubmitContentAsync(new() { Name = content.Name, Chain = Chain("review-b") });
        content.Review.Stage.ShouldBe(1, "all levels begin anew");
        await ApproveAsync(planner, content, 1);
        await ApproveAsync(compliance, content, 2);
        (await compliance.Contents.ReviewContentAsync(Decision(content, 3)).Refused(ErrorReason.ReviewRoleMissing)).Info.Metadata["role"].ShouldBe("legal");
        await Server.Operator.Contents.ReviewContentAsync(Decision(content, 3)).Refused(ErrorReason.ReviewRoleMissing);
        (await ApproveAsync(legal, content, 3)).State.ShouldBe(State.Approved);
    }

    [Fact, Trait("row", "CON-15")]
    public async Task The_same_levels_ask_other_roles_in_another_chain()
    {
        using var reviewer = await WithRolesAsync("content-reviewer");
        using var legal = await WithRolesAsync("legal");
        using var director = await WithRolesAsync("operations-director");
        var content = await SubmittedAsync("review-c");
        content.Review.Stages.Select(stage => stage.RoleId).ShouldBe(["content-reviewer", "legal", "operations-director"]);
        await ApproveAsync(reviewer, content, 1);
        await ApproveAsync(legal, content, 2);
        (await Contents.PublishContentAsync(Publication(content)).Refused(ErrorReason.ContentState)).Info.Metadata["state"].ShouldBe("IN_REVIEW");
        (await ApproveAsync(director, content, 3)).State.ShouldBe(State.Approved);
        (await EventsAsync(content.Name)).ShouldBe(["content_created", "content_submitted", "stage_approved", "stage_approved", "stage_approved", "content_approved"]);
    }

    [Fact]
    public async Task An_approval_is_of_what_was_read_and_a_change_voids_it()
    {
        using var first = await WithRolesAsync("content-reviewer");
        var content = await SubmittedAsync("review-a");
        await first.Contents.ReviewContentAsync(new(Decision(content, 1)) { Sha256 = Evidence }).Refused(ErrorReason.ContentHashStale);
        await ApproveAsync(first, content, 1);
        var edited = await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name, Title = "Another tea" } });
        (edited.State, edited.Review, edited.Version).ShouldBe((State.Draft, null, 2));
        await first.Contents.ReviewContentAsync(Decision(edited, 2)).Refused(ErrorReason.ContentState);
        (await EventsAsync(content.Name)).ShouldContain("approval_voided");
        await Contents.SubmitContentAsync(new() { Name = content.Name, Chain = Chain("review-a"), Sha256 = content.Sha256 }).Refused(ErrorReason.ContentHashStale);
    }

    [Fact]
    public async Task A_reviewer_asks_for_changes_waits_and_says_why()
    {
        using var first = await WithRolesAsync("content-reviewer");
        var content = await SubmittedAsync("review-a");
        (await first.Contents.ReviewContentAsync(Decision(content, 1, Verdict.Hold)).Refused(ErrorReason.ReviewRemarkMissing)).Fields.ShouldBe(["remark"]);
        var held = await ReviewAsync(first, content, 1, Verdict.Hold, "Asked the brand.");
        (held.State, held.Review.Hold.Reason, held.Review.DeadlineTime).ShouldBe((State.InReview, "Asked the brand.", null));
        var changed = await ReviewAsync(first, content, 1, Verdict.RequestChanges, "Name the source.");
        (changed.State, changed.StateReason).ShouldBe((State.ChangesRequested, "Name the source."));
        var again = await Contents.SubmitContentAsync(new() { Name = content.Name, Chain = Chain("review-a") });
        (again.State, again.StateReason).ShouldBe((State.InReview, ""));
        (await Contents.SubmitContentAsync(new() { Name = content.Name, Chain = Chain("review-a") })).ShouldBe(again);
        (await Contents.WithdrawContentAsync(new() { Name = content.Name, Reason = "Later" })).State.ShouldBe(State.Draft);
    }

    [Fact]
    public async Task A_chain_of_one_s_own_escalates_and_rejects_for_good()
    {
        var chain = Chain("strict");
        var stage = new ReviewStage { RoleId = "legal", Deadline = Duration.FromTimeSpan(TimeSpan.FromHours(4)), EscalationRoleId = "operations-director" };
        await Contents.SetReviewChainAsync(new() { Name = chain, DisplayName = "Strict", FinalRejection = true, Stages = { stage } });
        using var director = await WithRolesAsync("operations-director");
        var content = await SubmittedAsync("strict");
        await director.Contents.ReviewContentAsync(Decision(content, 1)).Refused(ErrorReason.ReviewRoleMissing);

        Server.Clock.Leap(TimeSpan.FromHours(4));
        await Server.RunOnceAsync<ContentClock>();
        (await Contents.GetContentAsync(new() { Name = content.Name })).Review.Overdue.ShouldBeTrue();
        (await ReviewAsync(director, content, 1, Verdict.Reject, "Not us.")).State.ShouldBe(State.Rejected);
        await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name, Title = "Other" } }).Refused(ErrorReason.ContentState);
        await Contents.SubmitContentAsync(new() { Name = content.Name, Chain = chain }).Refused(ErrorReason.ContentState);
    }

    [Fact, Trait("row", "CON-18"), Trait("row", "CMP-07")]
    public async Task A_sensitive_content_needs_a_disclaimer_before_the_first_level()
    {
        using var first = await WithRolesAsync("content-reviewer");
        var content = await SubmittedAsync("review-a", draft => (draft.Sensitive, draft.Topic) = (true, "health"));
        (await first.Contents.ReviewContentAsync(Decision(content, 1)).Refused(ErrorReason.ContentDisclaimerMissing)).Info.Metadata["topic"].ShouldBe("health");
        await Contents.UpdateContentAsync(new() { Content = new Content { Name = content.Name, Disclaimer = "No medical advice." } });
        content = await Contents.SubmitContentAsync(new() { Name = content.Name, Chain = Chain("review-a") });
        (await ApproveAsync(first, content, 1)).Review.Stage.ShouldBe(2);
    }

    [Fact]
    public async Task Chains_are_listed_with_the_built_in_ones_and_those_cannot_be_changed()
    {
        var own = await Contents.SetReviewChainAsync(new() { Name = Chain("listed"), DisplayName = "Ours", Stages = { new ReviewStage { RoleId = "legal" } } });
        var chains = (await Contents.ListReviewChainsAsync(new() { Parent = Workspace })).ReviewChains;
        chains.Where(chain => chain.BuiltIn).Select(chain => chain.Name).ShouldBe([Chain("review-a"), Chain("review-b"), Chain("review-c")]);
        chains.ShouldContain(own);
        (await Contents.GetReviewChainAsync(new() { Name = Chain("review-b") })).Stages[0].SelfReview.ShouldBeTrue();
        await Contents.SetReviewChainAsync(new() { Name = Chain("review-b"), DisplayName = "Mine", Stages = { new ReviewStage { RoleId = "legal" } } }).Refused(ErrorReason.ReviewChainBuiltIn);
        await Contents.SetReviewChainAsync(new() { Name = Chain("typo"), DisplayName = "Typo", Stages = { new ReviewStage { RoleId = "leagl" } } }).Refused(ErrorReason.RoleUnknown);
        await Contents.SubmitContentAsync(new() { Name = (await DraftAsync()).Name, Chain = Chain("nobodys") }).Refused(ErrorReason.ReviewChainUnknown);
    }

    private async Task<Content> SubmittedAsync(string chain, Action<Content>? change = null) =>
        await Contents.SubmitContentAsync(new() { Name = (await DraftAsync(change)).Name, Chain = Chain(chain) });
}
