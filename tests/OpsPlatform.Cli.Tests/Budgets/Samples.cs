using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using AdjustmentState = OpsPlatform.Budgets.V1.Adjustment.Types.State;
using BudgetState = OpsPlatform.Budgets.V1.Budget.Types.State;
using Date = Google.Type.Date;
using ReservationState = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Cli.Tests.Budgets;

/// <summary>Resources as the platform answers them.</summary>
internal static class Samples
{
    internal static Budget Budget(string id = "q4-2026", string displayName = "视频号 Q4") => new()
    {
        Name = $"workspaces/acme/budgets/{id}",
        DisplayName = displayName,
        State = BudgetState.Active,
        CurrencyCode = "CNY",
        TotalAmountMicros = 500_000_000_000,
        AllocationPreset = AllocationPreset.FiveThreeTwo,
        Lines =
        {
            new BudgetLine { LineId = "content", AllocatedAmountMicros = 250_000_000_000, HeldAmountMicros = 1_234_500_000, LeftAmountMicros = 248_765_500_000 },
            new BudgetLine { LineId = "traffic", AllocatedAmountMicros = 150_000_000_000, SpentAmountMicros = 1, LeftAmountMicros = 149_999_999_999 },
            new BudgetLine { LineId = "tech", AllocatedAmountMicros = 100_000_000_000, LeftAmountMicros = 100_000_000_000 },
        },
        PeriodStartDate = new Date { Year = 2026, Month = 10, Day = 1 },
        PeriodEndDate = new Date { Year = 2026, Month = 12, Day = 31 },
        OpenReservationCount = 1,
        Submitter = "acme-ops",
        Reviewer = "acme-finance",
        CreateTime = Timestamp.FromDateTime(new DateTime(2026, 9, 1, 8, 30, 0, DateTimeKind.Utc)),
        UpdateTime = Timestamp.FromDateTime(new DateTime(2026, 10, 2, 9, 0, 0, DateTimeKind.Utc)),
        Etag = "7",
    };

    internal static Reservation Reservation(string id = "kol-spring") => new()
    {
        Name = $"workspaces/acme/budgets/q4-2026/reservations/{id}",
        State = ReservationState.Held,
        Line = "content",
        AmountMicros = 1_234_500_000,
        HeldAmountMicros = 1_234_500_000,
        CurrencyCode = "CNY",
        Purpose = "达人合作",
        EffectiveDate = new Date { Year = 2026, Month = 10, Day = 2 },
        ExpireTime = Timestamp.FromDateTime(new DateTime(2026, 10, 9, 9, 0, 0, DateTimeKind.Utc)),
        CreateTime = Timestamp.FromDateTime(new DateTime(2026, 10, 2, 9, 0, 0, DateTimeKind.Utc)),
        Etag = "7",
        Requester = new Person { SubjectId = "e-1042", DisplayName = "王小明" },
    };

    internal static Adjustment Adjustment() => new()
    {
        Name = "workspaces/acme/budgets/q4-2026/adjustments/less-traffic",
        State = AdjustmentState.Approved,
        Trigger = AdjustmentTrigger.GoalDeviation,
        FigureBps = -1_200,
        ThresholdBps = 1_000,
        Evidence = "GMV 低于计划 12 %",
        Changes =
        {
            new LineChange { Line = "content", DeltaMicros = 20_000_000_000, BeforeMicros = 250_000_000_000, AfterMicros = 270_000_000_000 },
            new LineChange { Line = "traffic", DeltaMicros = -30_000_000_000, BeforeMicros = 150_000_000_000, AfterMicros = 120_000_000_000 },
        },
        TotalBeforeMicros = 500_000_000_000,
        TotalAfterMicros = 490_000_000_000,
        CurrencyCode = "CNY",
        Proposer = "acme-ops",
        Reviewer = "acme-finance",
        CreateTime = Timestamp.FromDateTime(new DateTime(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc)),
        Etag = "9",
    };

    internal static CostSheet CostSheet() => new()
    {
        Budget = "workspaces/acme/budgets/q4-2026",
        Content = "workspaces/acme/contents/spring-tea",
        CurrencyCode = "CNY",
        Items =
        {
            new CostSheetItem { CostItem = "host", AmountMicros = 3_000_000_000, ExpenseCount = 2 },
            new CostSheetItem { CostItem = "venue", AmountMicros = 1_000_000_000, ExpenseCount = 1 },
            new CostSheetItem { CostItem = "props", AmountMicros = 500_000_000, RefundedAmountMicros = 300_000_000, ExpenseCount = 1 },
        },
        TotalAmountMicros = 4_500_000_000,
        ExpenseCount = 4,
    };

    internal static BudgetMonth Month(int month) => new()
    {
        Name = $"workspaces/acme/budgets/q4-2026/months/2026-{month}-content",
        Line = "content",
        MonthStartDate = new Date { Year = 2026, Month = month, Day = 1 },
        CurrencyCode = "CNY",
        ReservedAmountMicros = 1_234_500_000,
        ReservedCount = 3,
        CapturedAmountMicros = month * 1_000_000,
        CapturedCount = 1,
    };

    internal static LedgerEntry Entry(int number, LedgerEntry.Types.Kind kind, string line, long amountMicros) => new()
    {
        Name = $"workspaces/acme/budgets/q4-2026/entries/{number}",
        Kind = kind,
        Line = line,
        AmountMicros = amountMicros,
        CurrencyCode = "CNY",
        Source = LedgerEntry.Types.Account.Left,
        Destination = LedgerEntry.Types.Account.Held,
        EffectiveDate = new Date { Year = 2026, Month = 10, Day = 2 },
        PostTime = Timestamp.FromDateTime(new DateTime(2026, 10, 2, 9, 0, number, DateTimeKind.Utc)),
        Principal = "acme-ops",
    };

    internal static Forecast Forecast() => new()
    {
        Budget = "workspaces/acme/budgets/q4-2026",
        CurrencyCode = "CNY",
        AsOfDate = new Date { Year = 2026, Month = 10, Day = 20 },
        MonthEndDate = new Date { Year = 2026, Month = 10, Day = 31 },
        EndDate = new Date { Year = 2026, Month = 12, Day = 31 },
        WindowStartDate = new Date { Year = 2026, Month = 10, Day = 1 },
        WindowDayCount = 20,
        ConfidenceBps = 8000,
        Total = new() { Outlook = LineForecast.Types.Outlook.Unknown, AllocatedAmountMicros = 500_000_000_000, HeldAmountMicros = 1_234_500_000, SpentAmountMicros = 60_000_000_000, LeftAmountMicros = 438_765_500_000, SpendingDayCount = 4 },
        Lines =
        {
            new LineForecast
            {
                Line = "content",
                Outlook = LineForecast.Types.Outlook.RunsDry,
                AllocatedAmountMicros = 250_000_000_000,
                HeldAmountMicros = 1_234_500_000,
                SpentAmountMicros = 60_000_000_000,
                LeftAmountMicros = 188_765_500_000,
                SpendingDayCount = 12,
                SpentADayMicros = 3_000_000_000,
                CommittedADayMicros = 3_061_725_000,
                MonthEnd = new() { ExpectedAmountMicros = 93_000_000_000, LowAmountMicros = 80_123_456_789, HighAmountMicros = 105_876_543_211 },
                End = new() { ExpectedAmountMicros = 276_000_000_000, LowAmountMicros = 220_000_000_000, HighAmountMicros = 332_000_000_000 },
                DryDate = new Date { Year = 2026, Month = 12, Day = 21 },
                EarliestDryDate = new Date { Year = 2026, Month = 12, Day = 3 },
            },
            new LineForecast { Line = "traffic", Outlook = LineForecast.Types.Outlook.Unknown, AllocatedAmountMicros = 150_000_000_000, LeftAmountMicros = 150_000_000_000 },
        },
    };

    internal static ReturnReport Return() => new()
    {
        Budget = "workspaces/acme/budgets/q4-2026",
        StartDate = new Date { Year = 2026, Month = 10, Day = 1 },
        EndDate = new Date { Year = 2026, Month = 10, Day = 31 },
        ReadTime = Timestamp.FromDateTime(new DateTime(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc)),
        CurrencyCode = "CNY",
        Figures =
        {
            new ReturnFigure { Kind = ReturnFigure.Types.Kind.Cost, Source = FigureSource.Ledger, Value = 100_000_000_000 },
            new ReturnFigure { Kind = ReturnFigure.Types.Kind.Income, Source = FigureSource.Metric, Metric = "sales", Value = 300_000_000_000, ThereCount = 30, ExpectedCount = 31 },
            new ReturnFigure { Kind = ReturnFigure.Types.Kind.NewCustomers, Source = FigureSource.Metric, Metric = "acquired-users", Value = 1_000, ThereCount = 31, ExpectedCount = 31 },
            new ReturnFigure { Kind = ReturnFigure.Types.Kind.Orders, Source = FigureSource.Metric, Metric = "orders", Missing = true, ExpectedCount = 31 },
        },
        ReturnBps = 30_000,
        Ladder =
        {
            new ReturnStep { Months = 6, TargetRatio = 3, DueDate = new Date { Year = 2026, Month = 7, Day = 1 }, State = ReturnStep.Types.State.Met, GapMicros = 0 },
            new ReturnStep { Months = 18, TargetRatio = 5, DueDate = new Date { Year = 2027, Month = 7, Day = 1 }, State = ReturnStep.Types.State.NotDue },
        },
        Acquisition = new() { Finding = CostPer.Types.Finding.CacHigh, CostMicros = 100_000_000, BenchmarkMicros = 80_000_000 },
        Sale = new() { Finding = CostPer.Types.Finding.Missing, BenchmarkMicros = 98_000_000 },
        LifetimeValues = { new LifetimeValueRank { Rank = 1, Line = "content", CostMicros = 2_000_000, ValueMicros = 8_500_000, RatioBps = 42_500, NetMicros = 6_500_000, Source = FigureSource.Caller } },
        Standards =
        {
            new StandardResult { Standard = StandardResult.Types.Standard.InputOutput, Verdict = StandardResult.Types.Verdict.Passed, ActualBps = 30_000, LeastBps = 20_000, Source = FigureSource.LedgerAndMetric, Metric = "sales" },
            new StandardResult { Standard = StandardResult.Types.Standard.Effect, Verdict = StandardResult.Types.Verdict.Failed, ActualBps = 8_000, LeastBps = 9_000, Source = FigureSource.Metric, Metric = "plays" },
        },
    };
}
