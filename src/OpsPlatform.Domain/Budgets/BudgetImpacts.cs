using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using AdjustmentState = OpsPlatform.Budgets.V1.Adjustment.Types.State;

namespace OpsPlatform.Domain.Budgets;

/// <summary>Tells what a command does to a budget, or would do.</summary>
public static class BudgetImpacts
{
    /// <returns>Null for a budget that is new: its lines have nothing before.</returns>
    public static IMessage? Of(Budget before, Aggregate<Budget> made, IReadOnlyCollection<Refusal> objections)
    {
        if (before.Name.Length == 0)
            return null;
        var proposed = made.Touched.Select(child => child.Value).OfType<Adjustment>().FirstOrDefault(adjustment => adjustment.State == AdjustmentState.Pending);
        var impact = new BudgetImpact
        {
            Rules = { objections.Select(objection => objection.Reason.WireName()).Distinct() },
            ApprovalPermission = objections.Select(objection => objection.ApprovalPermission).FirstOrDefault(permission => permission is not null) ?? (proposed is null ? "" : LineControls.ApprovalPermission),
        };
        foreach (var line in made.Root.Lines)
        {
            var (earlier, after) = (before.Lines.FirstOrDefault(known => known.LineId == line.LineId), line.Clone());
            foreach (var change in proposed?.Changes.Where(change => change.Line == line.LineId) ?? [])
                (after.AllocatedAmountMicros, after.LeftAmountMicros) = (after.AllocatedAmountMicros + change.DeltaMicros, after.LeftAmountMicros + change.DeltaMicros);
            if (!after.Equals(earlier))
                impact.Lines.Add(new LineImpact { Budget = made.Name, Line = line.LineId, Before = earlier, After = after });
        }

        return impact;
    }
}
