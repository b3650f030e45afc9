using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>A budget of 1,000 micros, 600 of them for content and 400 for traffic, for the year 2026; and what may happen to it.</summary>
internal static class Story
{
    public const string BudgetName = "workspaces/acme/budgets/q4";
    public const string Alice = "alice";
    public const string Bob = "bob";

    public static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
    public static readonly Date Today = Day(2026, 3, 31);

    /// <summary>As deciders see a person: what is personal is sealed before, and is any text to them.</summary>
    public static readonly Person Requester = new() { SubjectId = "e-1042", DisplayName = "sealed:1:AAAA" };

    public static IMessage[] Drafted => [new BudgetCreated { Budget = ByHand() }];

    public static IMessage[] Submitted => [.. Drafted, new BudgetSubmitted { Submitter = Alice }];

    public static IMessage[] Active => [.. Submitted, new BudgetApproved { Reviewer = Bob }, Allocated("content", 600), Allocated("traffic", 400)];

    public static IMessage[] Kept => [new BudgetCreated { Budget = WithReserve() }, .. Active.Skip(1), Allocated("reserve", 100)];

    public static IMessage[] Rejected => [.. Submitted, new BudgetRejected { Reviewer = Bob, Reason = "too much" }];

    public static IMessage[] Closed => [.. Active, new BudgetClosed { Reason = "done" }];

    public static Budget ByHand() => new()
    {
        DisplayName = "Year",
        CurrencyCode = "CNY",
        TotalAmountMicros = 1_000,
        AdjustmentThresholdBps = 1_000,
        PeriodStartDate = Day(2026, 1, 1),
        PeriodEndDate = Day(2026, 12, 31),
        Lines =
        {
            new BudgetLine { LineId = "content", DisplayName = "Content", AllocatedAmountMicros = 600, CostItems = { "kol" } },
            new BudgetLine { LineId = "traffic", DisplayName = "Traffic", AllocatedAmountMicros = 400 },
        },
    };

    /// <summary>The same with 100 micros more, which are kept for shocks, and no content that costs more than 400.</summary>
    public static Budget WithReserve()
    {
        var budget = ByHand();
        (budget.TotalAmountMicros, budget.EmergencyReserveShareBps, budget.ContentCapAmountMicros) = (1_100, 900, 400);
        budget.Lines.Add(new BudgetLine { LineId = "reserve", DisplayName = "Reserve", Role = BudgetLine.Types.Role.EmergencyReserve, AllocatedAmountMicros = 100 });
        return budget;
    }

    public static Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    public static FundsAllocated Allocated(string line, long amountMicros) => new() { Line = line, AmountMicros = amountMicros, EffectiveDate = Today };

    /// <summary>The line content with 50 micros a month.</summary>
    public static LineControlSet Controlled(LineControl control) => new() { Line = "content", Control = control, Months = { Enumerable.Range(1, 12).Select(month => Month(month, 50)) } };

    public static LineMonth Month(int month, long plannedAmountMicros, long usedAmountMicros = 0) =>
        new() { MonthStartDate = Day(2026, month, 1), PlannedAmountMicros = plannedAmountMicros, UsedAmountMicros = usedAmountMicros };

    public static FundsReserved Reserved(string id, long amountMicros) => new()
    {
        Reservation = id,
        Line = "content",
        AmountMicros = amountMicros,
        CostItem = "kol",
        Purpose = "a host",
        ExternalReference = "po-1",
        EffectiveDate = Today,
        ExpireTime = (Now + TimeSpan.FromDays(7)).ToTimestamp(),
        Requester = Requester,
    };

    public static ReservationCaptured Captured(string id, long amountMicros, string expense = "made") => new()
    {
        Reservation = id,
        Expense = expense,
        Line = "content",
        AmountMicros = amountMicros,
        CostItem = "kol",
        Purpose = "a host",
        ExternalReference = "po-1",
        EffectiveDate = Today,
        Requester = Requester,
    };

    public static ReservationReleased Released(string id, long amountMicros) =>
        new() { Reservation = id, Line = "content", AmountMicros = amountMicros, EffectiveDate = Today };

    public static ReservationExpired Expired(string id, long amountMicros, Date day) =>
        new() { Reservation = id, Line = "content", AmountMicros = amountMicros, EffectiveDate = day };

    public static ExpenseRecorded Spent(string id, long amountMicros) =>
        new() { Expense = id, Line = "content", AmountMicros = amountMicros, EffectiveDate = Today, Requester = Requester };

    /// <summary>100 micros less for traffic, and 150 more for content.</summary>
    public static AdjustmentProposed Proposed(string id, AdjustmentTrigger trigger = AdjustmentTrigger.GoalDeviation) => new()
    {
        Adjustment = id,
        Trigger = trigger,
        FigureBps = trigger == AdjustmentTrigger.Routine ? 0 : 1_200,
        ThresholdBps = trigger == AdjustmentTrigger.Routine ? 0 : 1_000,
        Evidence = "GMV 12 % below plan",
        Changes = { new LineChange { Line = "content", DeltaMicros = 150 }, new LineChange { Line = "traffic", DeltaMicros = -100 } },
        Proposer = Alice,
    };

    public static string AdjustmentName(string id) => $"{BudgetName}/adjustments/{id}";

    public static string ReservationName(string id) => $"{BudgetName}/reservations/{id}";

    public static string ExpenseName(string id) => $"{BudgetName}/expenses/{id}";

    public static void Fold(this Aggregate<Budget> budget, IMessage message, DateTimeOffset time) =>
        budget.Apply(new Recorded(message, budget.Version + 1, time), BudgetDecider.Evolve);

    public static BudgetLine Line(this Aggregate<Budget> budget, string id) => budget.Root.Lines.Single(line => line.LineId == id);

    public static void ShouldHave(this BudgetLine line, long held, long spent, long left) =>
        (line.HeldAmountMicros, line.SpentAmountMicros, line.LeftAmountMicros).ShouldBe((held, spent, left));
}
