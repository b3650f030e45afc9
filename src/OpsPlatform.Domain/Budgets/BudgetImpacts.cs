using Google.Protobuf;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>Tells what a command does to a budget, or would do.</summary>
public static class BudgetImpacts
{
    public static IMessage Of(Budget before, Budget after, IReadOnlyCollection<Refusal> objections)
    {
        var impact = new BudgetImpact
        {
            Rules = { objections.Select(objection => objection.Reason.WireName()).Distinct() },
            ApprovalPermission = objections.Select(objection => objection.ApprovalPermission).FirstOrDefault(permission => permission is not null) ?? "",
        };
        foreach (var line in after.Lines)
        {
            var earlier = before.Lines.FirstOrDefault(known => known.LineId == line.LineId);
            if (!line.Equals(earlier))
                impact.Lines.Add(new LineImpact { Budget = after.Name, Line = line.LineId, Before = earlier, After = line.Clone() });
        }

        return impact;
    }
}
