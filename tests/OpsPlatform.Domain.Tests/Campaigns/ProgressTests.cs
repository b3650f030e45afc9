using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using Code = OpsPlatform.Campaigns.V1.ProgressFinding.Types.Code;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>How far a campaign is behind, and what the platform tells of it.</summary>
public sealed class ProgressTests
{
    [Theory, Trait("row", "CAM-12")]
    [InlineData(91, WarningLevel.None, WarningAction.Unspecified)]
    [InlineData(90, WarningLevel.Yellow, WarningAction.CatchUpPlan)]
    [InlineData(80, WarningLevel.Orange, WarningAction.Reallocate)]
    [InlineData(70, WarningLevel.Red, WarningAction.EmergencyPlan)]
    [InlineData(120, WarningLevel.None, WarningAction.Unspecified)]
    public void Of_a_hundred_days_that_were_to_be_done(int done, WarningLevel level, WarningAction action)
    {
        var lag = new ProgressLag(PlannedDays: 100, done, BufferDays: 0);
        (lag.Level, ProgressLag.Action(lag.Level)).ShouldBe((level, action));
    }

    [Theory, Trait("row", "CAM-16")]
    [InlineData(20, 0, WarningLevel.None)]
    [InlineData(29, 0, WarningLevel.None)]
    [InlineData(30, 0, WarningLevel.Yellow)]
    [InlineData(5, 15, WarningLevel.None)]
    public void Being_behind_eats_the_buffer_before_it_counts(int behind, int left, WarningLevel level)
    {
        var lag = new ProgressLag(PlannedDays: 100, 100 - behind, BufferDays: 20);
        (lag.BufferLeftDays, lag.Level).ShouldBe((left, level));
    }

    [Fact, Trait("row", "CAM-12")]
    public void Each_level_is_told_when_it_begins_and_its_end_too()
    {
        // Ten tasks of a day, one after the other, every day; nothing is done from the eighth on.
        var campaign = Ten();
        for (var task = 1; task <= 7; task++)
            campaign.Complete($"t{task}", day: task);
        Told(campaign, until: 20).ShouldBe(["9: YELLOW 1250 of 8", "10: ORANGE 2222 of 9", "11: RED 3000 of 10"]);

        campaign.Complete("t8", day: 12);
        campaign.Complete("t9", day: 12);
        campaign.Complete("t10", day: 12);
        Told(campaign, until: 20).ShouldBe(["12: NONE 0 of 10"]);
        campaign.Root.Warning.NextCheckTime.ShouldBeNull();
    }

    [Fact]
    public void Looking_too_early_or_twice_tells_nothing_and_what_came_and_went_is_reckoned_anew()
    {
        var campaign = Ten();
        CampaignDecider.Judge(campaign, Given.On(1)).ShouldBeEmpty();
        Told(campaign, until: 2).ShouldBe(["2: RED 10000 of 1"]);
        CampaignDecider.Judge(campaign, Given.On(2)).ShouldBeEmpty();

        // Caught up, and behind as much again before the platform looked.
        campaign.Complete("t1", day: 2);
        var late = CampaignDecider.Judge(campaign, Given.On(9)).ShouldHaveSingleItem().ShouldBeOfType<ProgressJudged>();
        (late.Before, late.Level).ShouldBe((WarningLevel.Red, WarningLevel.Red));
        campaign.Happens(9, late);
        CampaignDecider.Judge(campaign, Given.On(9)).ShouldBeEmpty();
    }

    [Fact]
    public void A_campaign_that_rests_is_not_watched()
    {
        var campaign = Ten();
        campaign.Happens(1, new CampaignPaused());
        campaign.Root.Warning.NextCheckTime.ShouldBeNull();
        campaign.Happens(5, new CampaignResumed());
        Told(campaign, until: 5).ShouldBe(["5: RED 10000 of 4"]);
    }

    [Fact]
    public void A_day_begins_by_the_calendar_s_own_clock()
    {
        var request = Given.Make(Given.Task("a", 1));
        request.Calendar = new WorkingCalendar { UtcOffsetMinutes = 480 };
        Given.With(request).Root.Warning.NextCheckTime.ToDateTimeOffset().ShouldBe(new DateTimeOffset(Given.FirstDay.AddDays(1), new TimeOnly(0, 0), TimeSpan.FromHours(8)));
    }

    [Fact, Trait("row", "CAM-05"), Trait("row", "CAM-13")]
    public void Three_scores_stand_side_by_side()
    {
        var campaign = Ten();
        for (var task = 1; task <= 10; task++)
            campaign.Complete($"t{task}", day: task == 10 ? 11 : task, reworked: task <= 2);
        var progress = ProgressReport.Of(campaign.Root, Given.On(11).Time);
        (progress.CompletionBps, progress.TimelinessBps, progress.AccuracyBps).ShouldBe((10_000, 9_000, 8_000));
    }

    [Fact, Trait("row", "CAM-03")]
    public void A_phase_s_completion_is_what_is_done_of_what_is_listed()
    {
        var campaign = Given.With(new() { Template = "t" }, Given.Template("two-eight-four"));
        campaign.Complete("production-script");
        campaign.Complete("production-material");
        campaign.Complete("data-metrics");
        campaign.Complete("data-capture");
        var execute = ProgressReport.Of(campaign.Root, Given.On(1).Time).Phases[1];
        (execute.TaskCount, execute.DoneCount, execute.CompletionBps, execute.ClaimedTaskCount).ShouldBe((16, 4, 2_500, 12));
    }

    [Fact, Trait("row", "CAM-13")]
    public void A_week_without_a_review_and_late_content_ask_for_attention()
    {
        var late = Given.Task("script", 1);
        late.Workstream = PlanTask.Types.Workstream.Content;
        var campaign = Given.With(Given.Make(late));
        Findings(8).ShouldBe([(Code.TaskOverdue, "script"), (Code.Outsource, "CONTENT")]);
        Findings(9).ShouldBe([(Code.TaskOverdue, "script"), (Code.ReviewDue, "WEEKLY"), (Code.Outsource, "CONTENT")]);
        campaign.Happens(9, CampaignDecider.RecordReview(campaign, new() { Cadence = ReviewCadence.Weekly, Summary = "Late" }, Given.On(9)));
        campaign.Root.Reviews.Single().NextDueDate.ShouldBe(Given.Day(16));
        campaign.Complete("script", day: 9);
        Findings(16).ShouldBeEmpty();

        IEnumerable<(Code, string)> Findings(int day) => ProgressReport.Of(campaign.Root, Given.On(day).Time).Findings.Select(finding => (finding.Code, finding.PartId));
    }

    [Fact, Trait("row", "CAM-13")]
    public void Stand_ups_retros_quarters_and_years_are_due_each_by_its_own_time()
    {
        var campaign = Given.With(Given.Make());
        Due(8).ShouldBeEmpty("nobody has to stand up who never did");
        Review(ReviewCadence.Daily, 5);
        Due(8).ShouldBeEmpty("after Friday comes Monday");
        Due(9).ShouldBe(["DAILY", "WEEKLY"]);
        Review(ReviewCadence.Weekly, 365);
        Due(366).ShouldBe(["DAILY", "MONTHLY", "QUARTERLY"]);
        Due(367).ShouldBe(["DAILY", "MONTHLY", "QUARTERLY", "YEARLY"]);
        Review(ReviewCadence.Yearly, 367);
        campaign.Root.Reviews.Single(review => review.Cadence == ReviewCadence.Yearly).NextDueDate.ShouldBe(Given.Day(733));

        void Review(ReviewCadence cadence, int day) => campaign.Happens(day, CampaignDecider.RecordReview(campaign, new() { Cadence = cadence, Summary = "Good" }, Given.On(day)));

        IEnumerable<string> Due(int day) => ProgressReport.Of(campaign.Root, Given.On(day).Time).Findings.Where(finding => finding.Code == Code.ReviewDue).Select(finding => finding.PartId);
    }

    [Fact, Trait("row", "RSK-03")]
    public void Red_is_acknowledged_with_a_plan_and_each_level_anew()
    {
        var campaign = Ten();
        Acknowledge("").Reason.ShouldBe(ErrorReason.CampaignWarningMissing);
        Judge(WarningLevel.None, WarningLevel.Yellow);
        campaign.Happens(1, CampaignDecider.AcknowledgeWarning(campaign, new(), Given.On(1)));
        campaign.Root.Warning.Acknowledgement.Principal.ShouldBe("users/ann");
        CampaignDecider.AcknowledgeWarning(campaign, new(), Given.On(1)).ShouldBeEmpty();
        Judge(WarningLevel.Yellow, WarningLevel.Red);
        campaign.Root.Warning.Acknowledgement.ShouldBeNull();
        Acknowledge(" ").Reason.ShouldBe(ErrorReason.CampaignContingencyMissing);
        campaign.Happens(1, CampaignDecider.AcknowledgeWarning(campaign, new() { Plan = "The agency edits, too" }, Given.On(1)));
        campaign.Root.Warning.Acknowledgement.Plan.ShouldBe("The agency edits, too");

        Refusal Acknowledge(string plan) => Should.Throw<Refusal>(() => CampaignDecider.AcknowledgeWarning(campaign, new() { Plan = plan }, Given.On(1)).ToList());

        void Judge(WarningLevel before, WarningLevel level) => campaign.Happens(1, new ProgressJudged { Before = before, Level = level });
    }

    [Fact, Trait("row", "CAM-14")]
    public void Seven_months_in_a_phase_of_five_or_six_are_an_overrun()
    {
        var campaign = Given.With(new() { Template = "t" }, Given.Template("fan-phases"));
        campaign.Happens(1, new PlanPhaseEntered { PhaseId = "content", ClosedPhaseId = "base" });
        Overruns(3 + 6).ShouldBeEmpty();
        Overruns(3 + 7).ShouldBe(["content"]);

        IEnumerable<string> Overruns(int months) => ProgressReport.Of(campaign.Root, new DateTimeOffset(Given.FirstDay.AddMonths(months).AddDays(-1), default, default).AddHours(9)).Phases.Where(phase => phase.Overrun).Select(phase => phase.PhaseId);
    }

    [Theory, Trait("row", "CAM-06")]
    [InlineData(2_000, 2_000, 2_000, 0, "")]
    [InlineData(2_001, 2_000, 2_001, 0, "CycleReview content_demand, CycleReview platform_rule")]
    [InlineData(2_001, 0, 0, 3_000, "")]
    public void A_rate_above_the_threshold_asks_for_a_review(int demand, int feedback, int rule, int threshold, string findings) =>
        Text(new() { ContentDemandChangeBps = demand, UserFeedbackChangeBps = feedback, PlatformRuleChangeBps = rule, ThresholdBps = threshold }).ShouldBe(findings);

    [Theory, Trait("row", "CAM-06")]
    [InlineData(10, 10, "")]
    [InlineData(9, 10, "LowReserve")]
    [InlineData(9, 0, "")]
    public void Less_than_next_week_takes_is_a_low_reserve(int ready, int planned, string findings) => Text(new() { ReadyCount = ready, PlannedCount = planned }).ShouldBe(findings);

    private static string Text(AssessCycleRequest request) => string.Join(", ", ProductionCycle.Of(request).Findings.Select(finding => $"{finding.Code} {finding.Rate}".Trim()));

    private static Aggregate<Campaign> Ten()
    {
        var request = Given.Make([.. Enumerable.Range(1, 10).Select(number => number == 1 ? Given.Task("t1", 1) : Given.Task($"t{number}", 1, $"t{number - 1}"))]);
        request.Calendar = new WorkingCalendar { Weekdays = { 1, 2, 3, 4, 5, 6, 7 } };
        return Given.With(request);
    }

    /// <summary>Lets the platform look whenever it has to.</summary>
    private static List<string> Told(Aggregate<Campaign> campaign, int until)
    {
        var told = new List<string>();
        while (campaign.Root.Warning.NextCheckTime?.ToDateTimeOffset() is { } due && due <= Given.On(until).Time)
        {
            var day = DateOnly.FromDateTime(due.UtcDateTime).DayNumber - Given.FirstDay.DayNumber + 1;
            foreach (IMessage message in CampaignDecider.Judge(campaign, Given.On(day)).ToArray())
            {
                var judged = message.ShouldBeOfType<ProgressJudged>();
                told.Add($"{day}: {judged.Level.ToString().ToUpperInvariant()} {judged.LagBps} of {judged.PlannedDayCount}");
                campaign.Happens(day, judged);
            }
        }

        return told;
    }
}
