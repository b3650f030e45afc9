using FsCheck;
using FsCheck.Fluent;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Date = Google.Type.Date;
using Outlook = OpsPlatform.Budgets.V1.LineForecast.Types.Outlook;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class ForecastTests
{
    private const long Unit = 1_000_000;
    private const long Most = 1_000_000_000_000_000_000;

    private static readonly DateOnly _today = new(2026, 3, 10);

    [Fact]
    public void Ten_days_of_ten_and_twenty_forecast_what_the_method_says()
    {
        var forecast = Of(new(), [Day(1, allocated: 1_000 * Unit, spent: 10 * Unit), .. Enumerable.Range(2, 9).Select(day => Day(day, spent: (day % 2 == 0 ? 20 : 10) * Unit))]);

        (forecast.AsOfDate, forecast.WindowStartDate, forecast.WindowDayCount, forecast.ConfidenceBps).ShouldBe((Of(_today), Story.Day(2026, 3, 1), 10, 8000));
        (forecast.MonthEndDate, forecast.EndDate).ShouldBe((Story.Day(2026, 3, 31), Story.Day(2026, 12, 31)));

        // Mean 15, standard deviation 5.270463; 21 and 296 days to come; z 1.281552.
        forecast.Lines[0].ShouldBe(new LineForecast
        {
            Line = "content",
            Outlook = Outlook.RunsDry,
            AllocatedAmountMicros = 1_000 * Unit,
            SpentAmountMicros = 150 * Unit,
            LeftAmountMicros = 850 * Unit,
            SpendingDayCount = 10,
            SpentADayMicros = 15 * Unit,
            CommittedADayMicros = 15 * Unit,
            MonthEnd = new() { ExpectedAmountMicros = 465 * Unit, LowAmountMicros = 465 * Unit - 54_497_343, HighAmountMicros = 465 * Unit + 54_497_343 },
            End = new() { ExpectedAmountMicros = 4_590 * Unit, LowAmountMicros = 4_590 * Unit - 642_822_995, HighAmountMicros = 4_590 * Unit + 642_822_995 },
            DryDate = Of(_today.AddDays(57)),
            EarliestDryDate = Of(_today.AddDays(50)),
            LatestDryDate = Of(_today.AddDays(67)),
        });
        (forecast.Lines[1].Outlook, forecast.Lines[1].SpendingDayCount).ShouldBe((Outlook.Unknown, 0), "of a line that spends nothing, nothing is known");
        (forecast.Total.SpentAmountMicros, forecast.Total.DryDate).ShouldBe((150 * Unit, forecast.Lines[0].DryDate));
    }

    [Fact]
    public void The_same_every_day_leaves_no_room()
    {
        var line = Of(new(), [Day(1, allocated: 400, spent: 10), .. Enumerable.Range(2, 9).Select(day => Day(day, spent: 10))]).Lines[0];

        line.MonthEnd.ShouldBe(new() { ExpectedAmountMicros = 310, LowAmountMicros = 310, HighAmountMicros = 310 });
        (line.DryDate, line.EarliestDryDate, line.LatestDryDate).ShouldBe((Of(_today.AddDays(30)), Of(_today.AddDays(30)), Of(_today.AddDays(30))));
    }

    [Fact]
    public void Holds_let_a_line_run_dry_and_are_not_spent()
    {
        var line = Of(new() { LeastSpendingDays = 2 }, [Day(1, allocated: 100, spent: 1, held: 9), Day(2, spent: 1, held: 9), .. Enumerable.Range(3, 8).Select(day => Day(day, held: 5))]).Lines[0];

        (line.HeldAmountMicros, line.LeftAmountMicros, line.SpentADayMicros, line.CommittedADayMicros).ShouldBe((58, 40, 0, 6));
        (line.MonthEnd.ExpectedAmountMicros, line.DryDate).ShouldBe((6, Of(_today.AddDays(7))), "40 at 6 a day");
    }

    [Fact]
    public void Too_few_days_of_spending_are_no_forecast_and_said_so()
    {
        BudgetDay[] days = [Day(1, allocated: 1000, spent: 10), Day(2, spent: 10), Day(3, spent: 10), Day(10, spent: 10)];

        var unknown = Of(new(), days).Lines[0];
        (unknown.Outlook, unknown.SpendingDayCount, unknown.HasSpentADayMicros, unknown.MonthEnd, unknown.End, unknown.DryDate).ShouldBe((Outlook.Unknown, 4, false, null, null, null));
        (unknown.SpentAmountMicros, unknown.LeftAmountMicros).ShouldBe((40, 960), "what is known is told");
        Of(new() { LeastSpendingDays = 4 }, days).Lines[0].SpentADayMicros.ShouldBe(4);
        Of(new(), []).Lines[0].ShouldBe(new LineForecast { Line = "content", Outlook = Outlook.Unknown });
    }

    [Fact]
    public void The_window_begins_with_the_first_entry_and_is_no_longer_than_asked()
    {
        BudgetDay[] days = [.. Enumerable.Range(1, 10).Select(day => Day(day, allocated: day == 1 ? 1000 : 0, spent: day <= 3 ? 10 : 1))];

        var week = Of(new() { WindowDays = 7 }, days);
        (week.WindowStartDate, week.WindowDayCount, week.Lines[0].SpentADayMicros).ShouldBe((Story.Day(2026, 3, 4), 7, 1));
        Of(new(), days).WindowDayCount.ShouldBe(10);
    }

    [Fact]
    public void As_of_an_earlier_day_what_came_later_is_not_seen()
    {
        BudgetDay[] days = [Day(1, allocated: 1000, spent: 10), .. Enumerable.Range(2, 9).Select(day => Day(day, spent: 10))];
        var request = new GetForecastRequest { AsOfDate = Story.Day(2026, 3, 6) };

        Of(request, days).ShouldBe(Of(request, days[..6]));
        Of(request, [.. days[..6].Select(day => Day(day.Date.Day, spent: 10)), Day(9, allocated: 1000)]).ShouldBe(Of(request, days[..6]), "but what was approved later was there to be spent");
        Should.Throw<Refusal>(() => Of(new() { AsOfDate = Of(_today.AddDays(1)) }, days)).Reason.ShouldBe(ErrorReason.DateOutsidePeriod);
        Should.Throw<Refusal>(() => Of(new() { AsOfDate = Story.Day(2025, 12, 31) }, days)).Reason.ShouldBe(ErrorReason.DateOutsidePeriod);
    }

    [Fact]
    public void When_the_period_is_over_it_ends_as_it_is()
    {
        var budget = Story.ByHand();
        budget.PeriodEndDate = Story.Day(2026, 3, 8);

        var forecast = SpendingForecast.Of(budget, new(), Enumerable.Range(1, 8).Select(day => Day(day, allocated: day == 1 ? 100 : 0, spent: 2 + day % 2)), _today);

        (forecast.AsOfDate, forecast.EndDate, forecast.MonthEndDate).ShouldBe((budget.PeriodEndDate, budget.PeriodEndDate, budget.PeriodEndDate));
        forecast.Lines[0].End.ShouldBe(new() { ExpectedAmountMicros = 20, LowAmountMicros = 20, HighAmountMicros = 20 });
        (forecast.Lines[0].Outlook, forecast.Lines[0].DryDate).ShouldBe((Outlook.Lasts, null));
    }

    [Fact]
    public void What_is_spent_to_the_last_is_dry_today()
    {
        var line = Of(new(), [Day(1, allocated: 30, spent: 30)]).Lines[0];
        (line.Outlook, line.DryDate, line.SpendingDayCount).ShouldBe((Outlook.Dry, Of(_today), 1));
    }

    /// <summary>Amounts as large as they may be, and refunds of them, at any confidence.</summary>
    [Fact]
    public void Whatever_was_spent_the_forecast_is_in_order()
    {
        var amounts = Gen.OneOf(Gen.Choose(-1000, 1000).Select(amount => (long)amount), Gen.Elements(Most, -Most, Most - 1, 1L, 0L));
        var days = from spent in amounts
                   from held in amounts
                   from allocated in amounts
                   from day in Gen.Choose(1, 10)
                   select Day(day, allocated, spent, held);
        var cases = from list in Gen.ListOf(days)
                    from confidence in Gen.Choose(5000, 9990)
                    select (Days: list, Confidence: confidence);

        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500), Prop.ForAll(Arb.From(cases), given =>
        {
            var forecast = Of(new() { LeastSpendingDays = 2, ConfidenceBps = given.Confidence }, given.Days);
            foreach (var line in forecast.Lines.Append(forecast.Total))
            {
                foreach (var range in new[] { line.MonthEnd, line.End }.OfType<SpendingRange>())
                {
                    range.LowAmountMicros.ShouldBeLessThanOrEqualTo(range.ExpectedAmountMicros);
                    range.ExpectedAmountMicros.ShouldBeLessThanOrEqualTo(range.HighAmountMicros);
                }

                foreach (var date in new[] { line.EarliestDryDate, line.DryDate, line.LatestDryDate }.OfType<Date>())
                    DayOf(date).ShouldBeInRange(_today, new(2026, 12, 31));
                if (line.DryDate is not null && line.EarliestDryDate is not null)
                    DayOf(line.EarliestDryDate).ShouldBeLessThanOrEqualTo(DayOf(line.DryDate));
                if (line.DryDate is not null && line.LatestDryDate is not null)
                    DayOf(line.DryDate).ShouldBeLessThanOrEqualTo(DayOf(line.LatestDryDate));
                (line.Outlook is Outlook.Dry or Outlook.RunsDry).ShouldBe(line.DryDate is not null);
                (line.End is null).ShouldBe(line.SpendingDayCount < 2);
            }
        }));
    }

    private static Forecast Of(GetForecastRequest request, IEnumerable<BudgetDay> days) => SpendingForecast.Of(Story.ByHand(), request, days, _today);

    private static BudgetDay Day(int day, long allocated = 0, long spent = 0, long held = 0) =>
        new() { Line = "content", Date = Story.Day(2026, 3, day), AllocatedChangeMicros = allocated, SpentChangeMicros = spent, HeldChangeMicros = held };

    private static Date Of(DateOnly day) => Story.Day(day.Year, day.Month, day.Day);

    private static DateOnly DayOf(Date date) => new(date.Year, date.Month, date.Day);
}
