using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    public static IEnumerable<IMessage> Record(Aggregate<Budget> budget, RecordExpenseRequest request, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        var line = budget.Root.LineFor(request.Line, request.CostItem);
        var (amount, conversion) = Currencies.Convert(budget.Root.CurrencyCode, request.AmountMicros, request.CurrencyCode, request.ExchangeRate);
        line.MustClassify(request.CostItem);
        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        ContentCosts.MustFit(budget, line, request.CostObject, amount, request.AskApproval, context);
        return
        [
            .. line.Spend(amount, date, context),
            new ExpenseRecorded
            {
                Expense = context.Id,
                Line = line.LineId,
                AmountMicros = amount,
                CostItem = request.CostItem,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
                Requester = request.Requester,
                CostObject = request.CostObject,
                Approval = context.Approval,
                Conversion = conversion,
            },
        ];
    }

    /// <summary>What is not paid yet is taken back first, so that nothing is owed for what came back.</summary>
    public static IEnumerable<IMessage> Refund(Aggregate<Budget> budget, RefundExpenseRequest request, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        var expense = budget.Named<Expense>(request.Name);
        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        var refundable = expense.Owed() + expense.PaidAmountMicros;
        if (!request.HasAmountMicros)
            Currencies.MustBe(budget.Root.CurrencyCode, request.CurrencyCode);
        var (amount, conversion) = Currencies.Convert(budget.Root.CurrencyCode, request.HasAmountMicros ? request.AmountMicros : refundable, request.CurrencyCode, request.ExchangeRate);
        if (amount > refundable)
            throw new Refusal(ErrorReason.RefundExceedsExpense, "amount_micros", ("refundable", new Micros(refundable)), ("asked", new Micros(amount)));

        var unpaid = Math.Min(amount, expense.Owed());
        if (unpaid > 0)
        {
            yield return new ExpenseRefunded
            {
                Expense = expense.Name.LastId(),
                Line = expense.Line,
                AmountMicros = unpaid,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
                CostObject = expense.CostObject,
                Conversion = conversion,
            };
        }

        if (amount > unpaid)
        {
            yield return new PaymentRefunded
            {
                Expense = expense.Name.LastId(),
                Line = expense.Line,
                AmountMicros = amount - unpaid,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
                CostObject = expense.CostObject,
                Conversion = conversion,
            };
        }
    }

    public static IEnumerable<IMessage> Pay(Aggregate<Budget> budget, PayExpenseRequest request, DecisionContext context)
    {
        budget.Root.MustBe(State.Active, State.Closing, State.Closed);
        var expense = budget.Named<Expense>(request.Name);
        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        var owed = expense.Owed();
        var amount = request.HasAmountMicros ? request.AmountMicros : owed;
        if (amount > owed)
            throw new Refusal(ErrorReason.PaymentExceedsExpense, "amount_micros", ("owed", new Micros(owed)), ("asked", new Micros(amount)));
        return amount == 0 ? [] : [Paid(expense, amount, request.ExternalReference, date, settlement: "")];
    }

    /// <summary>What of an expense is neither paid nor taken back.</summary>
    internal static long Owed(this Expense expense) => expense.AmountMicros - expense.RefundedAmountMicros - expense.ReversedAmountMicros - expense.PaidAmountMicros;

    private static ExpensePaid Paid(Expense expense, long amountMicros, string reference, Google.Type.Date date, string settlement) => new()
    {
        Expense = expense.Name.LastId(),
        Line = expense.Line,
        AmountMicros = amountMicros,
        Settlement = settlement,
        ExternalReference = reference,
        EffectiveDate = date,
        CostObject = expense.CostObject,
    };
}
