using OpsPlatform.Budgets.V1;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>The steps by which tests come to the budget that they are about.</summary>
internal static class BudgetSteps
{
    public const string Workspace = "workspaces/acme";

    /// <summary>An id that no other test uses.</summary>
    public static string NewId(string prefix = "b") => $"{prefix}-{Guid.NewGuid():n}";

    public static Budget OfLines(params (string Line, long Micros)[] lines) => new()
    {
        DisplayName = "Spring",
        CurrencyCode = "CNY",
        TotalAmountMicros = lines.Sum(line => line.Micros),
        Lines = { lines.Select(line => new BudgetLine { LineId = line.Line, AllocatedAmountMicros = line.Micros }) },
    };

    public static Budget OfPreset(AllocationPreset preset, long micros) => new()
    {
        DisplayName = "Spring",
        CurrencyCode = "CNY",
        TotalAmountMicros = micros,
        AllocationPreset = preset,
    };

    public static async Task<Budget> DraftAsync(this RunningServer server, Budget budget) =>
        await server.Operator.Budgets.CreateBudgetAsync(new() { Parent = Workspace, BudgetId = NewId(), Budget = budget });

    public static async Task<Budget> ActiveAsync(this RunningServer server, Budget budget)
    {
        var draft = await server.DraftAsync(budget);
        await server.Operator.Budgets.SubmitBudgetAsync(new() { Name = draft.Name });
        return await server.Approver.Budgets.ApproveBudgetAsync(new() { Name = draft.Name });
    }

    public static Task<Budget> ActiveAsync(this RunningServer server, params (string Line, long Micros)[] lines) => server.ActiveAsync(OfLines(lines));

    public static async Task<Budget> GetAsync(this RunningServer server, string name) => await server.Operator.Budgets.GetBudgetAsync(new() { Name = name });

    public static async Task<Reservation> ReserveAsync(this RunningServer server, Budget budget, long micros, TimeSpan? ttl = null) =>
        await server.Operator.Budgets.ReserveFundsAsync(new()
        {
            Parent = budget.Name,
            Line = budget.Lines[0].LineId,
            AmountMicros = micros,
            Ttl = ttl is { } time ? Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(time) : null,
        });

    /// <summary>A budget whose period, and its one month, is over.</summary>
    public static Budget OfFebruary()
    {
        var budget = OfLines(("content", 100));
        (budget.PeriodStartDate, budget.PeriodEndDate) = (new() { Year = 2026, Month = 2, Day = 1 }, new() { Year = 2026, Month = 2, Day = 28 });
        return budget;
    }

    public static async Task<Adjustment> ProposeAsync(this RunningServer server, Budget budget, params (string Line, long Micros)[] changes) =>
        await server.Operator.Budgets.ProposeAdjustmentAsync(new()
        {
            Parent = budget.Name,
            AdjustmentId = NewId("a"),
            Trigger = AdjustmentTrigger.GoalDeviation,
            FigureBps = 1_200,
            Evidence = "GMV 12 % below plan",
            Changes = { changes.Select(change => new LineChange { Line = change.Line, DeltaMicros = change.Micros }) },
        });

    public static (long Held, long Spent, long Left) Balance(this Budget budget, int line = 0) =>
        (budget.Lines[line].HeldAmountMicros, budget.Lines[line].SpentAmountMicros, budget.Lines[line].LeftAmountMicros);

    /// <summary>The whole ledger, in order, page by page.</summary>
    public static async Task<List<LedgerEntry>> LedgerAsync(this RunningServer server, string budget, int pageSize = 1000)
    {
        var entries = new List<LedgerEntry>();
        var token = "";
        do
        {
            var page = await server.Operator.Budgets.ListEntriesAsync(new() { Parent = budget, PageSize = pageSize, PageToken = token });
            entries.AddRange(page.Entries);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return entries;
    }

    /// <summary>
    /// Replays the ledger against the simplest model there is: accounts that are never overdrawn. The accounts that it ends with
    /// must be those of the lines.
    /// </summary>
    public static async Task<List<LedgerEntry>> LedgerMustGiveTheLinesAsync(this RunningServer server, string name)
    {
        var entries = await server.LedgerAsync(name);
        var accounts = new Dictionary<(string, Account), long>();
        foreach (var entry in entries)
        {
            entry.AmountMicros.ShouldBePositive();
            var source = accounts.GetValueOrDefault((entry.Line, entry.Source)) - entry.AmountMicros;
            if (entry.Source != Account.Unallocated)
                source.ShouldBeGreaterThanOrEqualTo(0, $"{entry.Name} overdraws {entry.Source} of {entry.Line}");
            accounts[(entry.Line, entry.Source)] = source;
            accounts[(entry.Line, entry.Destination)] = accounts.GetValueOrDefault((entry.Line, entry.Destination)) + entry.AmountMicros;
        }

        var budget = await server.GetAsync(name);
        foreach (var line in budget.Lines)
        {
            long Of(Account account) => accounts.GetValueOrDefault((line.LineId, account));

            (line.HeldAmountMicros, line.SpentAmountMicros, line.LeftAmountMicros).ShouldBe((Of(Account.Held), Of(Account.Spent) + Of(Account.Paid), Of(Account.Left)), line.LineId);
            if (Of(Account.Unallocated) != 0)
                (line.HeldAmountMicros + line.SpentAmountMicros + line.LeftAmountMicros).ShouldBe(line.AllocatedAmountMicros, line.LineId);
        }

        return entries;
    }
}
