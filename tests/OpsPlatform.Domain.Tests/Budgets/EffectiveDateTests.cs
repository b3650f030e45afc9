using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>The period is the year 2026, and today is 31 March.</summary>
public sealed class EffectiveDateTests
{
    private static readonly TimeSpan _aYear = TimeSpan.FromDays(366);
    private static readonly Date _lastDay = Story.Day(2026, 12, 31);

    [Fact]
    public void The_default_is_today_in_utc()
    {
        var beijing = new DateTimeOffset(2026, 4, 1, 7, 0, 0, TimeSpan.FromHours(8));
        var budget = Scenario.Given(Story.Active).Budget;
        var events = BudgetDecider.Record(budget, Recording(null), new DecisionContext(beijing, Story.Alice, "new", () => "made"));
        events.Cast<ExpenseRecorded>().Single().EffectiveDate.ShouldBe(Story.Today);
    }

    [Fact]
    public void Both_ends_of_the_period_lie_within_it()
    {
        foreach (var day in new[] { Story.Day(2026, 1, 1), _lastDay })
            Record(day).Events.Cast<ExpenseRecorded>().Single().EffectiveDate.ShouldBe(day);
    }

    [Fact]
    public void A_day_outside_the_period_is_refused()
    {
        Record(Story.Day(2025, 12, 31)).ThenRefused(
            ErrorReason.DateOutsidePeriod, "effective_date", ("date", "2025-12-31"), ("start", "2026-01-01"), ("end", "2026-12-31"));
        Record(Story.Day(2027, 1, 1)).ThenRefused(
            ErrorReason.DateOutsidePeriod, "effective_date", ("date", "2027-01-01"), ("start", "2026-01-01"), ("end", "2026-12-31"));
    }

    [Fact]
    public void An_open_end_of_the_period_is_shown_as_such()
    {
        var created = new BudgetCreated { Budget = Story.ByHand() };
        created.Budget.PeriodStartDate = null;
        Scenario.Given(created, new BudgetApproved(), Story.Allocated("content", 600)).When(BudgetDecider.Record, Recording(Story.Day(2027, 1, 1)))
            .ThenRefused(ErrorReason.DateOutsidePeriod, "effective_date", ("date", "2027-01-01"), ("start", "…"), ("end", "2026-12-31"))
            .Sentence().ShouldBe("The date 2027-01-01 lies outside the budget's period, … to 2026-12-31. Give an effective_date within it.");
    }

    [Fact]
    public void Nobody_is_dated_back_by_default()
    {
        var late = Scenario.Given([.. Story.Active, LongHold(), Story.Spent("e1", 10)]).After(_aYear);
        late.When(BudgetDecider.Record, Recording(null)).Refusal!.Reason.ShouldBe(ErrorReason.DateOutsidePeriod);
        late.When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = 1 }).Refusal!.Reason.ShouldBe(ErrorReason.DateOutsidePeriod);
        late.When(BudgetDecider.Refund, new RefundExpenseRequest { Name = Story.ExpenseName("e1") }).Refusal!.Reason.ShouldBe(ErrorReason.DateOutsidePeriod);
        late.When(BudgetDecider.Capture, new CaptureReservationRequest { Name = Story.ReservationName("r1") }).Refusal!.Reason.ShouldBe(ErrorReason.DateOutsidePeriod);

        var dated = late.When(BudgetDecider.Capture, new CaptureReservationRequest { Name = Story.ReservationName("r1"), AmountMicros = 60, Final = true, EffectiveDate = _lastDay });
        dated.Events.OfType<ReservationCaptured>().Single().EffectiveDate.ShouldBe(_lastDay);
        dated.Events.OfType<ReservationReleased>().Single().EffectiveDate.ShouldBe(_lastDay);
    }

    [Fact]
    public void What_has_no_date_to_ask_for_counts_for_the_nearest_day_of_the_period()
    {
        Scenario.Given([.. Story.Active, LongHold()]).After(_aYear).When(BudgetDecider.Release, new ReleaseReservationRequest { Name = Story.ReservationName("r1") })
            .Events.Cast<ReservationReleased>().Single().EffectiveDate.ShouldBe(_lastDay);
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 1)]).After(_aYear).When(BudgetDecider.Expire, new ExpireReservations(["r1"]))
            .Events.Cast<ReservationExpired>().Single().EffectiveDate.ShouldBe(_lastDay);
        Scenario.Given(Story.Submitted).After(-_aYear).When(BudgetDecider.Approve, new ApproveBudgetRequest(), Story.Bob)
            .Events.OfType<FundsAllocated>().First().EffectiveDate.ShouldBe(Story.Day(2026, 1, 1));
    }

    private static FundsReserved LongHold()
    {
        var reserved = Story.Reserved("r1", 100);
        reserved.ExpireTime.Seconds += 2 * 366 * 86_400;
        return reserved;
    }

    private static RecordExpenseRequest Recording(Date? day) => new() { Line = "content", AmountMicros = 1, EffectiveDate = day };

    private static Outcome Record(Date day) => Scenario.Given(Story.Active).When(BudgetDecider.Record, Recording(day));
}
