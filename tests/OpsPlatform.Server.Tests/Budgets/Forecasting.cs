using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Projections;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Date = Google.Type.Date;
using Outlook = OpsPlatform.Budgets.V1.LineForecast.Types.Outlook;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Of a budget of forty days, ten of which go by.</summary>
public sealed class Forecasting(RunningServer server) : ServerTest(server)
{
    private readonly DateOnly _start = DateOnly.FromDateTime(server.Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_line_runs_dry_on_the_day_that_its_pace_says()
    {
        var budget = await BudgetAsync();
        for (var day = 0; day < 10; day++)
            await SpendAsync(budget, day, 10);
        await TenDaysLaterAsync();

        var forecast = await Operator.GetForecastAsync(new() { Name = budget.Name });

        var content = forecast.Lines[0];
        (content.Outlook, content.SpentADayMicros, content.LeftAmountMicros, content.DryDate).ShouldBe((Outlook.RunsDry, 10, 200, Day(29)));
        content.End.ShouldBe(new() { ExpectedAmountMicros = 400, LowAmountMicros = 400, HighAmountMicros = 400 });
        (forecast.Lines[1].Outlook, forecast.Lines[1].HasSpentADayMicros).ShouldBe((Outlook.Unknown, false), "missing data is said to be missing");
        (forecast.AsOfDate, forecast.WindowDayCount, forecast.EndDate).ShouldBe((Day(9), 10, Day(39)));
        forecast.Position.ShouldBe((await Server.ProjectionAsync(ProjectionSteps.Months)).HeadPosition);

        var earlier = await Operator.GetForecastAsync(new() { Name = budget.Name, AsOfDate = Day(4), LeastSpendingDays = 6 });
        (earlier.Lines[0].Outlook, earlier.Lines[0].SpendingDayCount, earlier.Lines[0].LeftAmountMicros).ShouldBe((Outlook.Unknown, 5, 250));
    }

    [Fact]
    public async Task A_hold_takes_from_what_is_left_and_a_refund_gives_back()
    {
        var budget = await BudgetAsync();
        for (var day = 0; day < 5; day++)
            await SpendAsync(budget, day, 10);
        var expense = await SpendAsync(budget, 5, 50);
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, EffectiveDate = Day(5) });
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 70, EffectiveDate = Day(7), Ttl = Duration.FromTimeSpan(TimeSpan.FromDays(100)) });
        await TenDaysLaterAsync();

        var line = (await Operator.GetForecastAsync(new() { Name = budget.Name })).Lines[0];

        (line.HeldAmountMicros, line.SpentAmountMicros, line.LeftAmountMicros).ShouldBe((70, 50, 180));
        (line.SpentADayMicros, line.CommittedADayMicros, line.SpendingDayCount).ShouldBe((5, 12, 5));
        line.DryDate.ShouldBe(Day(24), "180 at 12 a day");
    }

    [Fact]
    public async Task A_day_outside_the_period_or_ahead_is_refused()
    {
        var budget = await BudgetAsync();
        foreach (var day in new[] { -1, 1, 40 })
            await Operator.GetForecastAsync(new() { Name = budget.Name, AsOfDate = Day(day) }).Refused(ErrorReason.DateOutsidePeriod);
        await Operator.GetForecastAsync(new() { Name = budget.Name, ConfidenceBps = 10_000 }).Refused(ErrorReason.InvalidField);
        await Operator.GetForecastAsync(new() { Name = $"{Workspace}/budgets/{NewId()}" }).Refused(ErrorReason.ResourceNotFound);
    }

    private async Task<Budget> BudgetAsync()
    {
        var plan = OfLines(("content", 300), ("traffic", 100));
        (plan.PeriodStartDate, plan.PeriodEndDate) = (Day(0), Day(39));
        return await Server.ActiveAsync(plan);
    }

    private async Task<Expense> SpendAsync(Budget budget, int day, long micros) =>
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = micros, EffectiveDate = Day(day) });

    private async Task TenDaysLaterAsync()
    {
        Server.Clock.Leap(TimeSpan.FromDays(9));
        await Server.SettleAsync();
    }

    private Date Day(int days) => _start.AddDays(days) is var day ? new() { Year = day.Year, Month = day.Month, Day = day.Day } : new();
}
