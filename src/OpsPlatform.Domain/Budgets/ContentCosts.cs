using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What is held and spent for each content, in budgets that cap it (BUD-08). The others keep no count.</summary>
public static class ContentCosts
{
    private const string Collection = "content-costs";

    /// <summary>The count that a request, a hold or an expense concerns, by its id below the budget; null for none.</summary>
    public static string? Beside(Budget budget, IMessage message) => message switch
    {
        ReserveFundsRequest request => Key(budget, request.CostObject),
        RecordExpenseRequest request => Key(budget, request.CostObject),
        Reservation reservation => Key(budget, reservation.CostObject),
        Expense expense => Key(budget, expense.CostObject),
        _ => null,
    };

    /// <summary>The counts that may be concerned by what money is for, by their ids below the budget, whether or not it counts.</summary>
    public static IEnumerable<string> Concerned(IEnumerable<string> contents) => contents.Where(content => content.Length > 0).Select(content => $"{Collection}/{content.LastId()}").Distinct();

    internal static void MustFit(Aggregate<Budget> budget, BudgetLine line, CostObject? given, long amountMicros, bool mayAsk, DecisionContext context)
    {
        if (Key(budget.Root, given) is not { } key || (mayAsk && context.ApprovedPermission == LineControls.ApprovalPermission))
            return;
        var cost = budget.Find<ContentCost>(key);
        MustFit(budget.Root.ContentCapAmountMicros, cost?.UsedAmountMicros ?? 0);
        MustFit(line.ContentCapAmountMicros, cost?.Lines.FirstOrDefault(used => used.Line == line.LineId)?.UsedAmountMicros ?? 0);

        void MustFit(long cap, long used)
        {
            if (cap > 0 && amountMicros > cap - used)
            {
                context.Contradict(
                    new Refusal(ErrorReason.ContentCapExceeded, "amount_micros", ("content", given!.Content.LastId()), ("cap", new Micros(cap)), ("used", new Micros(used)), ("asked", new Micros(amountMicros)))
                    {
                        ApprovalPermission = mayAsk ? LineControls.ApprovalPermission : null,
                    });
            }
        }
    }

    /// <summary>For <c>Evolve</c>: counts what is held or spent for a content, or no more. A capture spends what is held, which changes nothing here.</summary>
    internal static void Count(Aggregate<Budget> budget, BudgetLine line, CostObject? given, long amountMicros)
    {
        if (Key(budget.Root, given) is not { } key)
            return;
        var cost = budget.Change<ContentCost>(key);
        cost.CurrencyCode = budget.Root.CurrencyCode;
        cost.UsedAmountMicros += amountMicros;
        var used = cost.Lines.FirstOrDefault(used => used.Line == line.LineId);
        if (used is null)
            cost.Lines.Add(used = new ContentLineCost { Line = line.LineId });
        used.UsedAmountMicros += amountMicros;
    }

    private static string? Key(Budget budget, CostObject? given) =>
        given is { Content.Length: > 0 } && (budget.ContentCapAmountMicros > 0 || budget.Lines.Any(line => line.ContentCapAmountMicros > 0)) ? $"{Collection}/{given.Content.LastId()}" : null;
}
