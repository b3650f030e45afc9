using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Budgets;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Date = Google.Type.Date;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Tests.Projections;

public sealed class MonthsOfBudgets(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task The_months_are_the_ledger_summed_by_line_and_month()
    {
        var seed = Random.Shared.Next();
        var budget = await Server.ActiveAsync(("content", 5000), ("traffic", 3000));
        var caller = new DatedCaller(Operator, budget, new Random(seed));
        for (var round = 0; round < 3; round++)
        {
            await caller.RunAsync(30);
            await Server.SettleAsync();
            (await MonthsAsync(budget)).Months.ShouldBe(await ExpectedAsync(budget), $"seed {seed}, round {round}");
        }

        Server.Clock.Leap(TimeSpan.FromDays(8));
        await Server.RunOnceAsync<ReservationExpiry>();
        await Server.SettleAsync();
        var months = (await MonthsAsync(budget)).Months;
        months.ShouldBe(await ExpectedAsync(budget), $"seed {seed}");
        months.Sum(month => month.ExpiredCount).ShouldBePositive($"seed {seed}");

        await Server.Operator.Projections.RebuildProjectionAsync(new() { Name = ProjectionSteps.Months });
        await Server.SettleAsync();
        (await MonthsAsync(budget)).Months.ShouldBe(months, "made anew they are the same");
    }

    [Fact]
    public async Task The_answer_says_as_of_which_position_it_is()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        await Server.SettleAsync();
        var before = await MonthsAsync(budget);
        before.Months.ShouldBeEmpty("an allocation belongs to no month");
        await Server.ReserveAsync(budget, 30);
        await Server.SettleAsync();

        var after = await MonthsAsync(budget);

        after.Position.ShouldBe(before.Position + 1);
        after.Position.ShouldBe((await Server.ProjectionAsync(ProjectionSteps.Months)).HeadPosition);
        after.Months.ShouldHaveSingleItem().ShouldBe(new BudgetMonth
        {
            Name = $"{budget.Name}/months/2026-{Server.Clock.GetUtcNow().Month:00}-content",
            Line = "content",
            MonthStartDate = new Date { Year = 2026, Month = Server.Clock.GetUtcNow().Month, Day = 1 },
            CurrencyCode = "CNY",
            ReservedAmountMicros = 30,
            ReservedCount = 1,
            UpdateTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Server.Clock.GetUtcNow()),
        });
    }

    [Fact]
    public async Task Months_are_filtered_ordered_and_paged_like_any_list()
    {
        var budget = await Server.ActiveAsync(("content", 100), ("traffic", 100));
        foreach (var (line, month) in new[] { ("content", 3), ("traffic", 3), ("content", 4), ("content", 12) })
            await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = line, AmountMicros = month, EffectiveDate = new Date { Year = 2026, Month = month, Day = month == 4 ? 30 : 31 } });
        await Server.SettleAsync();

        var filtered = await Operator.ListBudgetMonthsAsync(new() { Parent = budget.Name, Filter = "line = \"content\" AND month_start_date >= \"2026-04-01\"", OrderBy = "month_start_date desc" });
        filtered.Months.Select(month => month.SpentAmountMicros).ShouldBe([12, 4]);
        var page = await Operator.ListBudgetMonthsAsync(new() { Parent = budget.Name, PageSize = 3 });
        page.Months.Select(month => month.Name[^10..]).ShouldBe(["03-content", "03-traffic", "04-content"]);
        (await Operator.ListBudgetMonthsAsync(new() { Parent = budget.Name, PageSize = 3, PageToken = page.NextPageToken })).Months.ShouldHaveSingleItem();
        await Operator.ListBudgetMonthsAsync(new() { Parent = $"{Workspace}/budgets/{NewId()}" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_sum_too_large_for_its_type_stays_at_the_largest_value()
    {
        var budget = await Server.ActiveAsync(("content", 1_000_000_000_000_000_000));
        for (var i = 0; i < 10; i++)
            await Operator.ReleaseReservationAsync(new() { Name = (await Server.ReserveAsync(budget, 1_000_000_000_000_000_000)).Name });

        await Server.SettleAsync();

        (await MonthsAsync(budget)).Months.ShouldHaveSingleItem().ReservedAmountMicros.ShouldBe(long.MaxValue);
    }

    private async Task<ListBudgetMonthsResponse> MonthsAsync(Budget budget) => await Operator.ListBudgetMonthsAsync(new() { Parent = budget.Name, PageSize = 1000 });

    private async Task<IEnumerable<BudgetMonth>> ExpectedAsync(Budget budget) =>
        from entry in await Server.LedgerAsync(budget.Name)
        where entry.Kind != Kind.Allocated
        group entry by (entry.EffectiveDate.Year, entry.EffectiveDate.Month, entry.Line) into month
        orderby month.Key
        select Month(budget, month.Key, [.. month]);

    private static BudgetMonth Month(Budget budget, (int Year, int Month, string Line) key, LedgerEntry[] entries)
    {
        (long Sum, int Count) Of(Kind kind) => (entries.Where(entry => entry.Kind == kind).Sum(entry => entry.AmountMicros), entries.Count(entry => entry.Kind == kind));

        var month = new BudgetMonth
        {
            Name = $"{budget.Name}/months/{key.Year:0000}-{key.Month:00}-{key.Line}",
            Line = key.Line,
            MonthStartDate = new Date { Year = key.Year, Month = key.Month, Day = 1 },
            CurrencyCode = "CNY",
            UpdateTime = entries[^1].PostTime,
        };
        (month.ReservedAmountMicros, month.ReservedCount) = Of(Kind.Reserved);
        (month.ReleasedAmountMicros, month.ReleasedCount) = Of(Kind.Released);
        (month.ExpiredAmountMicros, month.ExpiredCount) = Of(Kind.Expired);
        (month.CapturedAmountMicros, month.CapturedCount) = Of(Kind.Captured);
        (month.SpentAmountMicros, month.SpentCount) = Of(Kind.Spent);
        (month.RefundedAmountMicros, month.RefundedCount) = Of(Kind.Refunded);
        return month;
    }
}
