using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using Code = OpsPlatform.Campaigns.V1.PlanWarning.Types.Code;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>Plans by hand: what fits together, and when each part is.</summary>
public sealed class PlanTests
{
    [Fact]
    public void A_task_follows_what_it_depends_on_on_days_that_are_worked()
    {
        // Given in any order: three days from a Monday, then four over the weekend, of which Monday is a holiday and Saturday is made up for.
        var request = Given.Make(Given.Task("edit", 4, "script"), Given.Task("script", 3));
        Ends(request).ShouldBe([Given.Day(9), Given.Day(3)]);
        request.Calendar = new WorkingCalendar { Holidays = { Given.Day(8) } };
        Ends(request)[0].ShouldBe(Given.Day(10));
        request.Calendar.ExtraDays.Add(Given.Day(6));
        Ends(request)[0].ShouldBe(Given.Day(9));
        request.Calendar = new WorkingCalendar { Weekdays = { 1, 2, 3, 4, 5, 6, 7 } };
        Ends(request)[0].ShouldBe(Given.Day(7));

        static List<Google.Type.Date> Ends(SetPlanRequest request) => [.. Given.Set(Given.Planned(), request).Tasks.Select(task => task.EndDate)];
    }

    [Theory, Trait("row", "CAM-16")]
    [InlineData(80, false)]
    [InlineData(81, true)]
    public void Tasks_that_use_81_of_100_days_leave_the_buffer_short(int used, bool isShort)
    {
        // Every day is worked, so that a hundred days are a hundred.
        var request = new SetPlanRequest { Phases = { Given.Phase("make", 1, 100) }, Tasks = { Given.Task("a", used - 1), Given.Task("b", 1, "a") }, Calendar = new WorkingCalendar { Weekdays = { 1, 2, 3, 4, 5, 6, 7 } } };
        var plan = Given.Set(Given.Planned(), request);
        (plan.WorkingDayCount, plan.BufferDayCount, plan.UsedDayCount).ShouldBe((100, 20, used));
        plan.Warnings.Select(warning => warning.Code).ShouldBe(isShort ? [Code.BufferShort] : []);
    }

    [Fact, Trait("row", "CAM-16")]
    public void A_cycle_is_refused_and_named()
    {
        var refusal = Refused(Given.Make(Given.Task("a", 1), Given.Task("b", 1, "d"), Given.Task("c", 1, "b"), Given.Task("d", 1, "a", "c")));
        (refusal.Reason, refusal.Facts[0].Value).ShouldBe((ErrorReason.PlanCycle, "b → d → c → b"));
        Refused(Given.Make(Given.Task("a", 1, "a"))).Facts[0].Value.ShouldBe("a → a");

        var long_ = Given.Make([.. Enumerable.Range(0, 300).Select(number => Given.Task($"t{number}", 1, $"t{(number + 1) % 300}"))]);
        ((string)Refused(long_).Facts[0].Value).ShouldSatisfyAllConditions(cycle => cycle.ShouldContain("…"), cycle => cycle.Length.ShouldBeLessThan(500));
    }

    [Fact]
    public void A_task_that_starts_before_what_it_depends_on_is_done_is_refused()
    {
        var edit = Given.Task("edit", 1, "script");
        edit.StartDate = Given.Day(3);
        var refusal = Refused(Given.Make(Given.Task("script", 3), edit));
        (refusal.Reason, refusal.Sentence()).ShouldBe((ErrorReason.PlanTaskTooEarly, "The task edit starts on 2026-03-18; its phase has begun and all that it depends on is done from 2026-03-19 on."));
        edit.StartDate = Given.Day(4);
        Given.Set(Given.Planned(), Given.Make(Given.Task("script", 3), edit)).Tasks[1].EndDate.ShouldBe(Given.Day(4));
    }

    [Theory]
    [InlineData(1, 5, 5, 9, ErrorReason.PlanPhasesOverlap)]
    [InlineData(1, 5, 3, 4, ErrorReason.PlanPhasesOverlap)]
    [InlineData(5, 4, 6, 9, ErrorReason.PlanPeriodInvalid)]
    [InlineData(0, 4, 6, 9, ErrorReason.PlanPeriodInvalid)]
    public void Phases_follow_each_other(int first, int last, int second, int end, ErrorReason reason) =>
        Refused(new() { Phases = { Given.Phase("make", first, last), Given.Phase("show", second, end) } }).Reason.ShouldBe(reason);

    [Fact]
    public void Only_the_last_phase_can_be_without_an_end()
    {
        var (make, show) = (Given.Phase("make", 1, 5), new PlanPhase { PhaseId = "show", StartDate = Given.Day(6) });
        Given.Set(Given.Planned(), new() { Phases = { make, show } }).EndDate.ShouldBeNull();
        make.EndDate = null;
        Refused(new() { Phases = { make, show } }).Reason.ShouldBe(ErrorReason.PlanPeriodInvalid);
    }

    [Fact]
    public void A_later_plan_keeps_the_baseline_and_what_was_done()
    {
        var campaign = Given.With(Given.Make(Given.Task("script", 3), Given.Task("edit", 4, "script")));
        campaign.Complete("script", day: 2);
        var plan = Given.Set(campaign, Given.Make(Given.Task("script", 3), Given.Task("edit", 8, "script"), Given.Task("cut", 1)), day: 2);

        (plan.Revision, plan.Tasks[1].EndDate, plan.Tasks[1].BaselineEndDate).ShouldBe((2, Given.Day(15), Given.Day(9)));
        (plan.Tasks[0].State, plan.Tasks[0].DoneDate, plan.Tasks[0].Evidence).ShouldBe((PlanTask.Types.State.Done, Given.Day(2), "Seen"));
        (plan.Tasks[2].BaselineEndDate, plan.Phases[0].State).ShouldBe((null, PlanPhase.Types.State.Active));
        CampaignDecider.SetPlan(campaign, Given.Make(Given.Task("script", 3), Given.Task("edit", 8, "script"), Given.Task("cut", 1)), null, Given.On(2)).ShouldBeEmpty();
        Given.Set(campaign, Given.Make(Given.Task("edit", 4)), day: 2).Tasks[0].BaselineEndDate.ShouldBe(Given.Day(9), "the baseline is the first plan, not the one before");
    }

    private static Refusal Refused(SetPlanRequest request) => Should.Throw<Refusal>(() => CampaignDecider.SetPlan(Given.Planned(), request, null, Given.On(1)).ToList());
}
