using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Server.Contents;
using Risk = OpsPlatform.Contents.V1.Content.Types.Risk;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Server.Tests.Contents;

/// <summary>From the approval to what others see, where no platform says so by itself.</summary>
public sealed class Publishing(RunningServer server) : ContentTest(server)
{
    private Timestamp Tomorrow => Server.Clock.GetUtcNow().AddDays(1).ToTimestamp();

    [Fact, Trait("row", "CON-24"), Trait("row", "CON-06")]
    public async Task Who_puts_something_out_looks_back_at_it()
    {
        var mark = $"t{Guid.NewGuid():N}"[..20];
        var approved = await ApprovedAsync(content =>
        {
            content.Tier = Content.Types.Tier.Super;
            content.Labels.Add(mark);
        });
        await Contents.RecordRetrospectiveAsync(Looked(approved.Name)).Refused(ErrorReason.ContentState);
        var content = await Contents.PublishContentAsync(Publication(approved));
        (await OpenAsync()).ShouldBe([content.Name]);

        await Contents.RecordRetrospectiveAsync(new(Looked(content.Name)) { Completions = 2001 }).Refused(ErrorReason.ContentCountsInvalid);
        var looked = await Contents.RecordRetrospectiveAsync(Looked(content.Name));
        (looked.Retrospective.Conclusion, looked.Retrospective.Plays, looked.OpenTasks.Count).ShouldBe(("The hook works", 2000, 0));
        (await Contents.RecordRetrospectiveAsync(Looked(content.Name))).ShouldBe(looked);
        (await OpenAsync()).ShouldBeEmpty();
        var day = looked.SlotTime.ToDateTime();
        var date = new Google.Type.Date { Year = day.Year, Month = day.Month, Day = day.Day };
        var mix = await Contents.GetMixAsync(new() { Parent = Workspace, Preset = MixPreset.Value, StartDate = date, EndDate = date, Accounts = { looked.Account }, UtcOffsetMinutes = 0 });
        mix.Tiers.ShouldHaveSingleItem().ShouldBe(new TierResult { Tier = Content.Types.Tier.Super, ContentCount = 1, MeasuredCount = 1, Plays = 2000, CompletionBps = 2500, InteractionBps = 1500 });

        async Task<IEnumerable<string>> OpenAsync() =>
            (await Contents.ListContentsAsync(new() { Parent = Workspace, Filter = $"labels:\"{mark}\" AND open_tasks:RETROSPECTIVE" })).Contents.Select(each => each.Name);
    }

    [Fact]
    public async Task A_publication_is_claimed_by_one_and_seen_by_another()
    {
        using var other = await Server.ProvisionAsync("acme", "acme-second", "contents.*");
        var draft = await DraftAsync();
        await Contents.PublishContentAsync(Publication(draft)).Refused(ErrorReason.ContentState);
        var approved = await ApprovedAsync();
        await Contents.PublishContentAsync(new(Publication(approved)) { Sha256 = Evidence }).Refused(ErrorReason.ContentHashStale);
        var published = await Contents.PublishContentAsync(Publication(approved));
        (published.State, published.Publication.Claimer, published.SlotTime).ShouldBe((State.Published, "acme-ops", published.UpdateTime));
        await Contents.ConfirmLiveAsync(new() { Name = approved.Name, EvidenceSha256 = Evidence }).Refused(ErrorReason.SeparationOfDuties);
        var live = await other.Contents.ConfirmLiveAsync(new() { Name = approved.Name, EvidenceSha256 = Evidence });
        (live.State, live.Publication.Confirmer, live.Publication.ConfirmTime).ShouldBe((State.Live, "acme-second", live.UpdateTime));
        (await other.Contents.ConfirmLiveAsync(new() { Name = approved.Name, EvidenceSha256 = Evidence })).ShouldBe(live);
        var removed = await other.Contents.ReportRemovalAsync(new() { Name = approved.Name, Reason = "Complaint about music" });
        (removed.State, removed.StateReason).ShouldBe((State.Removed, "Complaint about music"));
    }

    [Fact]
    public async Task A_slot_that_passes_is_missed_and_can_be_given_anew_or_up()
    {
        var approved = await ApprovedAsync();
        await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = Server.Clock.GetUtcNow().ToTimestamp() }).Refused(ErrorReason.ContentSchedulePast);
        var scheduled = await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = Tomorrow });
        (scheduled.State, scheduled.SlotTime, scheduled.Grace.ToTimeSpan()).ShouldBe((State.Scheduled, scheduled.PublishTime, TimeSpan.FromMinutes(30)));
        (await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = scheduled.PublishTime })).ShouldBe(scheduled);

        await using var other = await Server.StartAnotherAsync();
        foreach (var (wait, state) in new[] { (TimeSpan.FromDays(1), State.Scheduled), (TimeSpan.FromMinutes(30), State.Missed) })
        {
            Server.Clock.Leap(wait);
            await Task.WhenAll(Server.RunOnceAsync<ContentClock>(), other.RunOnceAsync<ContentClock>());
            (await Contents.GetContentAsync(new() { Name = approved.Name })).State.ShouldBe(state);
        }

        (await EventsAsync(approved.Name)).Count(type => type == "content_missed").ShouldBe(1);
        (await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = Tomorrow })).State.ShouldBe(State.Scheduled);
        var given = await Contents.WithdrawContentAsync(new() { Name = approved.Name });
        (given.State, given.PublishTime, given.SlotTime).ShouldBe((State.Approved, null, null));
    }

    [Fact]
    public async Task A_change_of_what_is_scheduled_takes_the_slot_with_the_approval()
    {
        var approved = await ApprovedAsync();
        await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = Tomorrow });
        var edited = await Contents.UpdateContentAsync(new() { Content = new Content { Name = approved.Name, BodyText = "Eight leaves." } });
        (edited.State, edited.Review, edited.SlotTime).ShouldBe((State.Draft, null, null));
        await Contents.PublishContentAsync(Publication(edited)).Refused(ErrorReason.ContentState);
    }

    [Fact]
    public async Task A_suspended_account_puts_nothing_out()
    {
        var approved = await ApprovedAsync();
        await Server.Operator.Accounts.SuspendAccountAsync(new() { Name = approved.Account, Reason = "Rebranding" });
        var refused = await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = Tomorrow }).Refused(ErrorReason.ContentAccountInactive);
        refused.Info.Metadata["state"].ShouldBe("SUSPENDED");
        await Contents.PublishContentAsync(Publication(approved)).Refused(ErrorReason.ContentAccountInactive);
        await Server.Operator.Accounts.ActivateAccountAsync(new() { Name = approved.Account });
        (await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = Tomorrow })).State.ShouldBe(State.Scheduled);
    }

    [Fact]
    public async Task Nothing_is_scheduled_past_the_end_of_the_authorization()
    {
        var douyin = (await AccountAsync("douyin")).Name;
        var approved = await ApprovedAsync(draft => draft.Account = douyin);
        await Server.Operator.Accounts.SetAuthorizationAsync(new() { Name = douyin, RenewalsLeft = 1 });
        var end = Server.Clock.GetUtcNow().AddDays(60);
        (await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = end.ToTimestamp() }).Refused(ErrorReason.ContentAuthorizationEnded)).Info.Metadata["state"].ShouldBe("AUTHORIZED");
        (await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = end.AddSeconds(-1).ToTimestamp() })).State.ShouldBe(State.Scheduled);
        await Server.Operator.Accounts.RevokeAuthorizationAsync(new() { Name = douyin, Reason = "Left" });
        await Contents.ScheduleContentAsync(new() { Name = approved.Name, PublishTime = Tomorrow }).Refused(ErrorReason.ContentAuthorizationEnded);
    }

    [Fact, Trait("row", "CON-16"), Trait("row", "SUP-10")]
    public async Task A_red_topic_needs_the_letter_and_the_legal_review()
    {
        using var legal = await WithRolesAsync("legal");
        using var compliance = await WithRolesAsync("compliance");
        var content = await ApprovedAsync(draft => draft.Risk = Risk.Red);
        (await MissingAsync()).ShouldBe("COMPLIANCE_LETTER, LEGAL_REVIEW");
        await Contents.RecordComplianceLetterAsync(new() { Name = content.Name, Signer = "kol-17", EvidenceSha256 = Evidence });
        (await MissingAsync()).ShouldBe("LEGAL_REVIEW");
        var review = new RecordLegalReviewRequest { Name = content.Name, Sha256 = content.Sha256, EvidenceSha256 = Evidence };
        await compliance.Contents.RecordLegalReviewAsync(review).Refused(ErrorReason.ReviewRoleMissing);
        await legal.Contents.RecordLegalReviewAsync(new(review) { Sha256 = Evidence }).Refused(ErrorReason.ContentHashStale);
        (await legal.Contents.RecordLegalReviewAsync(review)).Clearances.Count.ShouldBe(2);
        (await Contents.PublishContentAsync(Publication(content))).State.ShouldBe(State.Published);

        async Task<string> MissingAsync()
        {
            await Contents.ScheduleContentAsync(new() { Name = content.Name, PublishTime = Tomorrow }).Refused(ErrorReason.ContentClearanceMissing);
            return (await Contents.PublishContentAsync(Publication(content)).Refused(ErrorReason.ContentClearanceMissing)).Info.Metadata["missing"];
        }
    }

    private static RecordRetrospectiveRequest Looked(string name) => new() { Name = name, Conclusion = "The hook works", Plays = 2000, Completions = 500, Interactions = 300 };
}
