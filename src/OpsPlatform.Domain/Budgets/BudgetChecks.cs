using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What several decisions about a budget ask of it; each refuses where the answer is no.</summary>
internal static class BudgetChecks
{
    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int LinesNamed = 10;

    public static void MustBe(this Budget budget, params ReadOnlySpan<State> states)
    {
        if (!states.Contains(budget.State))
            throw new Refusal(ErrorReason.BudgetState, "", ("state", budget.State.WireName()), ("needed", string.Join('/', states.ToArray().Select(WireNames.WireName))));
    }

    /// <summary>The line that a request names.</summary>
    /// <param name="field">Where it names it.</param>
    public static BudgetLine KnownLine(this Budget budget, string lineId, string field = "line") => budget.Lines.FirstOrDefault(line => line.LineId == lineId)
        ?? throw new Refusal(ErrorReason.LineUnknown, field, ("line", lineId), ("lines", budget.LineIds()));

    /// <summary>The line that money is to be taken from.</summary>
    public static BudgetLine LineFor(this Budget budget, string lineId, string costItem)
    {
        var line = budget.KnownLine(lineId);
        line.MustNotBeReserve();
        var owner = costItem.Length == 0 ? line : budget.Lines.FirstOrDefault(line => line.CostItems.Contains(costItem)) ?? line;
        return owner.LineId == lineId
            ? line
            : throw new Refusal(ErrorReason.CostItemMisplaced, "cost_item", ("cost_item", costItem), ("owner", owner.LineId), ("line", lineId));
    }

    /// <summary>For money that is moved away from a line: no control of the line lets that overdraw it.</summary>
    public static void MustHaveLeft(this BudgetLine line, long amountMicros, DecisionContext context)
    {
        if (amountMicros > line.LeftAmountMicros)
            context.Contradict(new Refusal(ErrorReason.BudgetExceeded, "amount_micros", ("line", line.LineId), ("left", new Micros(line.LeftAmountMicros)), ("asked", new Micros(amountMicros))));
    }

    /// <summary>
    /// The day that a caller's movement of money counts for. Today is not bent into the period: a late posting would be
    /// dated back without anybody having said so.
    /// </summary>
    public static Google.Type.Date EffectiveDate(this Budget budget, Google.Type.Date? given, DecisionContext context)
    {
        var day = given?.ToDay() ?? context.Today();
        Period.Of(budget).MustContain(day);
        return day.ToDate();
    }

    /// <summary>The day that a movement counts for which cannot wait for a caller's date: today, or the period's day nearest to it.</summary>
    public static Google.Type.Date NearestDate(this Budget budget, DecisionContext context) => Period.Of(budget).Nearest(context.Today()).ToDate();

    private static string LineIds(this Budget budget) =>
        string.Join(", ", budget.Lines.Take(LinesNamed).Select(line => line.LineId)) + (budget.Lines.Count > LinesNamed ? ", …" : "");
}
