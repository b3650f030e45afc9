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
        var line = budget.Root.LineFor(request.Line, request.CurrencyCode, request.CostItem);
        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        return
        [
            .. line.Spend(request.AmountMicros, date, context),
            new ExpenseRecorded
            {
                Expense = context.Id,
                Line = line.LineId,
                AmountMicros = request.AmountMicros,
                CostItem = request.CostItem,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
                Requester = request.Requester,
                CostObject = request.CostObject,
                Approval = context.Approval,
            },
        ];
    }

    public static IEnumerable<IMessage> Refund(Aggregate<Budget> budget, RefundExpenseRequest request, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        var expense = budget.Named<Expense>(request.Name);
        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        var refundable = expense.AmountMicros - expense.RefundedAmountMicros;
        var amount = request.HasAmountMicros ? request.AmountMicros : refundable;
        if (amount > refundable)
            throw new Refusal(ErrorReason.RefundExceedsExpense, "amount_micros", ("refundable", new Micros(refundable)), ("asked", new Micros(amount)));
        if (amount == 0)
            return [];

        return
        [
            new ExpenseRefunded
            {
                Expense = expense.Name.LastId(),
                Line = expense.Line,
                AmountMicros = amount,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
                CostObject = expense.CostObject,
            },
        ];
    }
}
