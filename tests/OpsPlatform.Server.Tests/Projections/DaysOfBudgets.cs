using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Budgets;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;
using Date = Google.Type.Date;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Tests.Projections;

public sealed class DaysOfBudgets(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task The_days_are_the_ledger_summed_by_line_and_day_and_add_up_to_the_lines()
    {
        var seed = Random.Shared.Next();
        var budget = await Server.ActiveAsync(("content", 5000), ("traffic", 3000));
        await new DatedCaller(Operator, budget, new Random(seed)).RunAsync(60);
        Server.Clock.Leap(TimeSpan.FromDays(8));
        await Server.RunOnceAsync<ReservationExpiry>();
        await Server.SettleAsync();

        var days = await DaysAsync(budget);

        days.ShouldBe(await ExpectedAsync(budget), $"seed {seed}");
        days.Sum(day => day.ExpiredAmountMicros).ShouldBePositive($"seed {seed}");
        foreach (var line in (await Server.GetAsync(budget.Name)).Lines)
        {
            var its = days.Where(day => day.Line == line.LineId).ToList();
            (its.Sum(day => day.AllocatedChangeMicros), its.Sum(day => day.HeldChangeMicros), its.Sum(day => day.SpentChangeMicros))
                .ShouldBe((line.AllocatedAmountMicros, line.HeldAmountMicros, line.SpentAmountMicros), $"seed {seed}, {line.LineId}");
        }

        await Server.Operator.Projections.RebuildProjectionAsync(new() { Name = ProjectionSteps.Months });
        await Server.SettleAsync();
        (await DaysAsync(budget)).ShouldBe(days, "made anew they are the same");
    }

    [Fact]
    public async Task A_day_tells_what_moved_and_what_it_came_to()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        await Server.ReserveAsync(budget, 30);
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 20 });
        await Server.SettleAsync();

        var answer = await Operator.ListBudgetDaysAsync(new() { Parent = budget.Name });

        var today = Server.Clock.GetUtcNow();
        answer.Position.ShouldBe((await Server.ProjectionAsync(ProjectionSteps.Months)).HeadPosition);
        answer.Days.ShouldHaveSingleItem().ShouldBe(new BudgetDay
        {
            Name = $"{budget.Name}/days/{today:yyyy-MM-dd}-content",
            Line = "content",
            Date = new Date { Year = today.Year, Month = today.Month, Day = today.Day },
            CurrencyCode = "CNY",
            ReservedAmountMicros = 30,
            SpentAmountMicros = 20,
            AllocatedChangeMicros = 100,
            HeldChangeMicros = 30,
            SpentChangeMicros = 20,
            EntryCount = 3,
            UpdateTime = today.ToTimestamp(),
        });
    }

    [Fact]
    public async Task Days_are_filtered_ordered_and_paged_like_any_list()
    {
        var budget = await Server.ActiveAsync(("content", 100), ("traffic", 100));
        foreach (var (line, day) in new[] { ("content", 3), ("traffic", 3), ("content", 4), ("content", 21) })
            await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = line, AmountMicros = day, EffectiveDate = new Date { Year = 2027, Month = 3, Day = day } });
        await Server.SettleAsync();

        var filtered = await Operator.ListBudgetDaysAsync(new() { Parent = budget.Name, Filter = "line = \"content\" AND date >= \"2027-03-04\"", OrderBy = "date desc" });
        filtered.Days.Select(day => day.SpentAmountMicros).ShouldBe([21, 4]);
        var page = await Operator.ListBudgetDaysAsync(new() { Parent = budget.Name, PageSize = 3, Filter = "date >= \"2027-01-01\"" });
        page.Days.Select(day => day.Name[^10..]).ShouldBe(["03-content", "03-traffic", "04-content"]);
        (await Operator.ListBudgetDaysAsync(new() { Parent = budget.Name, PageSize = 3, Filter = "date >= \"2027-01-01\"", PageToken = page.NextPageToken })).Days.ShouldHaveSingleItem();
        await Operator.ListBudgetDaysAsync(new() { Parent = $"{Workspace}/budgets/{NewId()}" }).Refused(ErrorReason.ResourceNotFound);
    }

    private async Task<List<BudgetDay>> DaysAsync(Budget budget) => [.. (await Operator.ListBudgetDaysAsync(new() { Parent = budget.Name, PageSize = 1000 })).Days];

    private async Task<IEnumerable<BudgetDay>> ExpectedAsync(Budget budget) =>
        from entry in await Server.LedgerAsync(budget.Name)
        group entry by (entry.EffectiveDate.Year, entry.EffectiveDate.Month, entry.EffectiveDate.Day, entry.Line) into day
        orderby day.Key
        select Day(budget, [.. day]);

    private static BudgetDay Day(Budget budget, LedgerEntry[] entries)
    {
        var (date, line) = (entries[0].EffectiveDate, entries[0].Line);
        return new BudgetDay
        {
            Name = $"{budget.Name}/days/{date.Year:0000}-{date.Month:00}-{date.Day:00}-{line}",
            Line = line,
            Date = date,
            CurrencyCode = "CNY",
            ReservedAmountMicros = Of(Kind.Reserved),
            ReleasedAmountMicros = Of(Kind.Released),
            ExpiredAmountMicros = Of(Kind.Expired),
            CapturedAmountMicros = Of(Kind.Captured),
            SpentAmountMicros = Of(Kind.Spent),
            RefundedAmountMicros = Of(Kind.Refunded),
            AllocatedChangeMicros = -Change(Account.Unallocated),
            HeldChangeMicros = Change(Account.Held),
            SpentChangeMicros = Change(Account.Spent),
            EntryCount = entries.Length,
            UpdateTime = entries[^1].PostTime,
        };

        long Of(Kind kind) => entries.Where(entry => entry.Kind == kind).Sum(entry => entry.AmountMicros);

        long Change(Account account) =>
            entries.Where(entry => entry.Destination == account).Sum(entry => entry.AmountMicros) - entries.Where(entry => entry.Source == account).Sum(entry => entry.AmountMicros);
    }
}
