using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>This budget's share of a settlement's payment.</summary>
    /// <param name="settlement">As it is before the payment.</param>
    public static IEnumerable<IMessage> PayFor(Aggregate<Budget> budget, Settlement settlement, SettlementPayment payment, DecisionContext context)
    {
        var date = budget.Root.NearestDate(context);
        foreach (var part in payment.Expenses.Where(part => part.Expense.StartsWith($"{budget.Name}/", StringComparison.Ordinal)))
        {
            budget.Root.MustBe(State.Active, State.Closing, State.Closed);
            if (part.Line.Length > 0)
            {
                foreach (var message in Spent(budget, settlement, payment, part, date, context))
                    yield return message;
            }
            else if (part.AmountMicros > 0)
            {
                yield return Paid(budget.Named<Expense>(part.Expense), part.AmountMicros, payment.ExternalReference, date, settlement.Name);
            }
            else
            {
                var expense = budget.Named<Expense>(part.Expense);
                yield return new PaymentRefunded
                {
                    Expense = expense.Name.LastId(),
                    Line = expense.Line,
                    AmountMicros = -part.AmountMicros,
                    Purpose = settlement.Statements[^1].Reason,
                    ExternalReference = payment.ExternalReference,
                    EffectiveDate = date,
                    CostObject = expense.CostObject,
                    Settlement = settlement.Name,
                };
            }
        }
    }

    /// <summary>What no order has held money for is spent and paid at once.</summary>
    private static IEnumerable<IMessage> Spent(Aggregate<Budget> budget, Settlement settlement, SettlementPayment payment, SettlementExpense part, Google.Type.Date date, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        var line = budget.Root.LineFor(part.Line, costItem: "");
        line.MustClassify("");
        Currencies.MustBe(budget.Root.CurrencyCode, settlement.CurrencyCode);
        var spent = new ExpenseRecorded
        {
            Expense = part.Expense.LastId(),
            Line = line.LineId,
            AmountMicros = part.AmountMicros,
            ExternalReference = payment.ExternalReference,
            EffectiveDate = date,
            CostObject = new CostObject { Supplier = settlement.Supplier },
            Approval = context.Approval,
        };
        return
        [
            .. line.Spend(part.AmountMicros, date, context),
            spent,
            new ExpensePaid
            {
                Expense = spent.Expense,
                Line = spent.Line,
                AmountMicros = spent.AmountMicros,
                Settlement = settlement.Name,
                ExternalReference = payment.ExternalReference,
                EffectiveDate = date,
                CostObject = spent.CostObject,
            },
        ];
    }
}
