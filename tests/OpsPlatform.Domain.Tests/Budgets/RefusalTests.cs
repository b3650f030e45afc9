using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using FocusRule = OpsPlatform.Budgets.V1.Budget.Types.FocusRule;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>Every refusal that a budget knows, provoked once, against the sentences that callers read.</summary>
public sealed class RefusalTests
{
    // Each noun has a hundred numbers; those below are the platform's.
    private const int FirstOfBudgets = 100, FirstOfAccounts = 200;

    private static readonly string _r1 = Story.ReservationName("r1");

    private static readonly Dictionary<ErrorReason, Func<Outcome>> _provocations = new()
    {
        [ErrorReason.SeparationOfDuties] = () => Scenario.Given(Story.Submitted).When(BudgetDecider.Approve, new ApproveBudgetRequest()),
        [ErrorReason.LinesDoNotSum] = () => Create(budget => budget.TotalAmountMicros++),
        [ErrorReason.BudgetState] = () => Scenario.Given(Story.Closed).When(BudgetDecider.Submit, new SubmitBudgetRequest()),
        [ErrorReason.BudgetExceeded] = () => Reserve(new() { Line = "content", AmountMicros = 1_000_000_000 }),
        [ErrorReason.LineUnknown] = () => Reserve(new() { Line = "tech" }),
        [ErrorReason.CurrencyMismatch] = () => Reserve(new() { Line = "content", CurrencyCode = "USD" }),
        [ErrorReason.CostItemMisplaced] = () => Reserve(new() { Line = "traffic", CostItem = "kol" }),
        [ErrorReason.FocusTagMissing] = () => Create(budget => budget.FocusRule = FocusRule.EightyTwenty),
        [ErrorReason.ReservationExpired] = () => Held().After(TimeSpan.FromDays(7)).When(BudgetDecider.Capture, new CaptureReservationRequest { Name = _r1 }),
        [ErrorReason.ReservationFinished] = () => Scenario.Given([.. Story.Active, Story.Reserved("r1", 1), Story.Captured("r1", 1)])
            .When(BudgetDecider.Release, new ReleaseReservationRequest { Name = _r1 }),
        [ErrorReason.CaptureExceedsHold] = () => Held().When(BudgetDecider.Capture, new CaptureReservationRequest { Name = _r1, AmountMicros = 2 }),
        [ErrorReason.ReservationsOpen] = () => Held().When(BudgetDecider.Close, new CloseBudgetRequest()),
        [ErrorReason.RefundExceedsExpense] = () => Scenario.Given([.. Story.Active, Story.Spent("e1", 1)])
            .When(BudgetDecider.Refund, new RefundExpenseRequest { Name = Story.ExpenseName("e1"), AmountMicros = 2 }),
        [ErrorReason.DateOutsidePeriod] = () => Reserve(new() { Line = "content", EffectiveDate = Story.Day(2027, 1, 1) }),
        [ErrorReason.LineRepeated] = () => Create(budget => budget.Lines.Add(budget.Lines[0].Clone())),
        [ErrorReason.AllocationAmbiguous] = () => Create(budget => budget.Lines.Clear()),
        [ErrorReason.PeriodInvalid] = () => Create(budget => budget.PeriodEndDate = Story.Day(2025, 1, 1)),
        [ErrorReason.MonthExceeded] = () => Controlled(new() { MonthHold = Mode.Stop }).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = 151 }),
        [ErrorReason.CostOverrun] = () => Controlled(new() { Hold = Mode.Approve }).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = 601 }),
        [ErrorReason.MonthsInvalid] = () => Create(budget => budget.Lines[0].Months.Add(Story.Month(3, 599))),
        [ErrorReason.CostObjectMismatch] = () => Outcome.Of(() => CostObjectRules.Supplier(
            new() { Supplier = "workspaces/acme/suppliers/other" }, new() { Name = "workspaces/acme/orders/o-1", Supplier = "workspaces/acme/suppliers/hosts" }, "cost_object")),
        [ErrorReason.LineRangeInvalid] = () => Create(budget => (budget.Lines[0].MinAmountMicros, budget.Lines[0].MaxAmountMicros) = (2, 1)),
        [ErrorReason.LineUnjustified] = () => Create(budget => budget.ZeroBased = true),
        [ErrorReason.LineTargetMissed] = () => Create(budget => budget.Lines[0].Target = new LineTarget { BaseAmountMicros = 1, ShareBps = 1 }),
        [ErrorReason.ReserveTouched] = () => Create(budget => budget.EmergencyReserveShareBps = 1_000),
        [ErrorReason.ReserveRepeated] = () => Create(budget => budget.Lines[0].Role = budget.Lines[1].Role = BudgetLine.Types.Role.EmergencyReserve),
        [ErrorReason.LineIsReserve] = () => Scenario.Given(Story.Kept).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "reserve" }),
        [ErrorReason.ReserveMissing] = () => Draw("INC-7"),
        [ErrorReason.IncidentMissing] = () => Draw(""),
        [ErrorReason.TransferToItself] = () => Scenario.Given(Story.Active).When((budget, asked, context) => BudgetDecider.Transfer(budget, asked, "t1", context), Transfer("content", "content", 1)),
        [ErrorReason.ExchangeRateInvalid] = () => Reserve(new() { Line = "content", AmountMicros = 1, CurrencyCode = "JPY", ExchangeRate = new() { RateNanos = 1 } }),
        [ErrorReason.EntryNotReversible] = () => Reverse(Story.Allocated("content", 600)),
        [ErrorReason.EntryReversed] = () =>
        {
            var spent = Scenario.Given([.. Story.Active, Story.Spent("e1", 1), new SpendingReversed { ReversedEntry = "6", Expense = "e1", Line = "content", AmountMicros = 1, EffectiveDate = Story.Today }]);
            return spent.When((budget, asked, context) => BudgetDecider.Reverse(budget, asked, new Recorded(Story.Spent("e1", 1), 6, Story.Now), context), new ReverseEntryRequest { Entry = "6" });
        },
        [ErrorReason.PeriodsOverlap] = () => Scenario.Given(Story.Active).When(
            (budget, asked, context) => BudgetDecider.CarryIn(budget, asked, new() { CurrencyCode = "CNY", PeriodEndDate = Story.Day(2026, 1, 1) }, [], context), new CarryForwardRequest()),
        [ErrorReason.SourceLineMismatch] = () => Held().When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "traffic", AmountMicros = 1, SourceReservation = _r1 }),
        [ErrorReason.PaymentExceedsExpense] = () => Scenario.Given([.. Story.Active, Story.Spent("e1", 1)]).When(BudgetDecider.Pay, new PayExpenseRequest { Name = Story.ExpenseName("e1"), AmountMicros = 2 }),
        [ErrorReason.TriggerBelowThreshold] = () => Propose(new() { Trigger = AdjustmentTrigger.PolicyChange, FigureBps = 999 }),
        [ErrorReason.RoutineAdjustmentMade] = () => Scenario.Given([.. Story.Active, Story.Proposed("a1", AdjustmentTrigger.Routine)])
            .When(BudgetDecider.ProposeAdjustment, new ProposeAdjustmentRequest { Trigger = AdjustmentTrigger.Routine }),
        [ErrorReason.AdjustmentBelowUsed] = () => Propose(new() { Trigger = AdjustmentTrigger.Routine, Changes = { new LineChange { Line = "content", DeltaMicros = -601 } } }),
        [ErrorReason.AdjustmentTotalInvalid] = () => Propose(new() { Trigger = AdjustmentTrigger.Routine }, new AllocationDecreased { Line = "content", AmountMicros = 600 }, new AllocationDecreased { Line = "traffic", AmountMicros = 400 }),
        [ErrorReason.AdjustmentState] = () => Scenario.Given([.. Story.Active, Story.Proposed("a1"), new AdjustmentRejected { Adjustment = "a1" }])
            .When(BudgetDecider.ApproveAdjustment, new ApproveAdjustmentRequest { Name = Story.AdjustmentName("a1") }),
        [ErrorReason.ReviewNotNext] = () => Scenario.Given(Story.Active).When(BudgetDecider.RecordReview, new RecordBudgetReviewRequest { ReviewId = "2026-03" }),
        [ErrorReason.CostUnclassified] = () => Scenario.Given(Classified()).When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content" }),
        [ErrorReason.ContentCapExceeded] = () => Scenario.Given(Story.Kept).When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 401, CostObject = new() { Content = "workspaces/acme/contents/c1" } }),
        [ErrorReason.BudgetFieldFixed] = () => Update(new() { LineId = "content", MaxAmountMicros = 1 }),
        [ErrorReason.ReturnQuestionInvalid] = () => Outcome.Of(() => new ReturnQuestion(Story.ByHand(), new() { IncomeMetric = "plays" })),
        [ErrorReason.CostItemRepeated] = () => Create(budget => budget.Lines[1].CostItems.Add("kol")),
    };

    public static TheoryData<ErrorReason> Reasons => [.. Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= FirstOfBudgets and < FirstOfAccounts), ErrorReason.SeparationOfDuties];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = _provocations[reason]().Refusal.ShouldNotBeNull();
        refusal.Reason.ShouldBe(reason);

        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    [Fact]
    public void A_person_reads_whole_units_of_money() =>
        _provocations[ErrorReason.BudgetExceeded]().Refusal!.Sentence()
            .ShouldBe("The line content has 0.0006 left, 1,000 was asked for. Ask for less, release holds, or have the budget adjusted.");

    private static Scenario Controlled(LineControl control) => Scenario.Given([.. Story.Active, Story.Controlled(control)]);

    private static TransferFundsRequest Transfer(string from, string to, long amountMicros) => new() { Name = Story.BudgetName, Legs = { new TransferLeg { Line = from, AmountMicros = amountMicros, CounterLine = to } } };

    private static Outcome Reverse(IMessage entry) => Scenario.Given(Story.Active).When(
        (budget, asked, context) => BudgetDecider.Reverse(budget, asked, new Recorded(entry, 4, Story.Now), context), new ReverseEntryRequest { Entry = "4" });

    private static Scenario Held() => Scenario.Given([.. Story.Active, Story.Reserved("r1", 1)]);

    private static IMessage[] Classified()
    {
        var budget = Story.ByHand();
        budget.Lines[0].Classified = true;
        return [new BudgetCreated { Budget = budget }, .. Story.Active.Skip(1)];
    }

    private static Outcome Propose(ProposeAdjustmentRequest request, params IEnumerable<IMessage> more) =>
        Scenario.Given(Story.Active.Concat(more)).When(BudgetDecider.ProposeAdjustment, request);

    private static Outcome Update(BudgetLine line) => Scenario.Given(Story.Active).When(BudgetDecider.Update, new UpdateBudgetRequest { Budget = new() { Lines = { line } } });

    private static Outcome Draw(string incident) => Scenario.Given(Story.Active).When(BudgetDecider.DrawReserve, new DrawReserveRequest { Line = "content", Incident = incident });

    private static Outcome Reserve(ReserveFundsRequest request) => Scenario.Given(Story.Active).When(BudgetDecider.Reserve, request);

    private static Outcome Create(Action<Budget> change)
    {
        var budget = Story.ByHand();
        change(budget);
        return Scenario.Given().When(BudgetDecider.Create, new CreateBudgetRequest { Budget = budget });
    }
}
