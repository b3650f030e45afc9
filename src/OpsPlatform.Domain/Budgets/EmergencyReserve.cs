using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Role = OpsPlatform.Budgets.V1.BudgetLine.Types.Role;

namespace OpsPlatform.Domain.Budgets;

/// <summary>The part of a budget that is kept for shocks (BUD-06).</summary>
internal static class EmergencyReserve
{
    private const string LineId = "reserve";

    public static bool IsReserve(this BudgetLine line) => line.Role == Role.EmergencyReserve;

    public static void MustNotBeReserve(this BudgetLine line)
    {
        if (line.IsReserve())
            throw new Refusal(ErrorReason.LineIsReserve, "line", ("line", line.LineId));
    }

    /// <summary>What the share asks to be kept of the total. A fraction of a micro need not be kept.</summary>
    public static long Of(long totalAmountMicros, int shareBps) => (long)((Int128)totalAmountMicros * shareBps / 10_000);

    /// <summary>The line that the lines by hand lack, with all that they leave; none where they take more than they may, which is refused.</summary>
    public static IEnumerable<BudgetLine> Missing(Budget budget)
    {
        if (budget.EmergencyReserveShareBps == 0 || budget.Lines.Any(IsReserve))
            return [];
        var rest = budget.TotalAmountMicros - budget.LinesSum();
        return rest <= 0 ? [] : [new BudgetLine { LineId = LineId, DisplayName = LineId, Role = Role.EmergencyReserve, AllocatedAmountMicros = (long)rest }];
    }

    public static void MustBeOne(Budget budget)
    {
        foreach (var (index, line) in budget.Lines.Index().Where(line => line.Item.IsReserve()).Skip(1))
            throw new Refusal(ErrorReason.ReserveRepeated, $"budget.lines[{index}].role", ("line", line.LineId));
    }

    /// <summary>What was drawn for incidents has left the reserve by right, and counts as kept.</summary>
    public static void MustBeKept(Budget budget, string field) => MustBeKept(budget, field, refusal => throw refusal);

    /// <inheritdoc cref="MustBeKept(Budget, string)"/>
    /// <param name="contradict">Takes the objection, if there is one.</param>
    public static void MustBeKept(Budget budget, string field, Action<Refusal> contradict)
    {
        var most = budget.TotalAmountMicros - Of(budget.TotalAmountMicros, budget.EmergencyReserveShareBps);
        var allocated = budget.LinesSum(line => !line.IsReserve()) - budget.ReserveDrawnAmountMicros;
        if (budget.EmergencyReserveShareBps > 0 && allocated > most)
            contradict(new Refusal(ErrorReason.ReserveTouched, field, ("allocated", new Micros(allocated)), ("most", new Micros(most)), ("total", new Micros(budget.TotalAmountMicros))));
    }

    /// <summary>A hundred lines of 10^18 micros do not fit into 64 bits.</summary>
    public static Int128 LinesSum(this Budget budget, Func<BudgetLine, bool>? only = null) =>
        budget.Lines.Where(only ?? (_ => true)).Aggregate(Int128.Zero, (sum, line) => sum + line.AllocatedAmountMicros);
}
