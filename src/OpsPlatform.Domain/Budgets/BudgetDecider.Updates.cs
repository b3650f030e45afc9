using Google.Protobuf;
using Google.Protobuf.Collections;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    public static IEnumerable<IMessage> Update(Aggregate<Budget> budget, UpdateBudgetRequest request, DecisionContext context)
    {
        var root = budget.Root;
        root.MustBe(State.Draft, State.PendingApproval, State.Rejected, State.Active);
        var named = request.UpdateMask.Editing(request.Budget, BudgetEdits.OfBudget);
        var paths = named.Except([BudgetEdits.Lines]).Changed(root, request.Budget);
        BudgetEdits.MustBeOpen(root.State, BudgetEdits.OfBudget, paths, "budget");
        if (paths.Count > 0)
        {
            var updated = new BudgetUpdated { Budget = new Budget(), Paths = { paths } };
            paths.Merge(request.Budget, updated.Budget);
            yield return updated;
        }

        var seen = new HashSet<string>();
        foreach (var (index, given) in request.Budget.Lines.Index().Where(_ => named.Contains(BudgetEdits.Lines)))
        {
            var field = $"budget.lines[{index}]";
            var line = root.KnownLine(given.LineId, $"{field}.line_id");
            if (!seen.Add(line.LineId))
                throw new Refusal(ErrorReason.LineRepeated, $"{field}.line_id", ("line", line.LineId));
            foreach (var message in Updated(budget, line, given, isWhole: request.UpdateMask?.Paths.Count > 0, field))
                yield return message;
        }
    }

    /// <param name="isWhole">Whether what is not given of the line is emptied.</param>
    private static IEnumerable<IMessage> Updated(Aggregate<Budget> budget, BudgetLine line, BudgetLine given, bool isWhole, string field)
    {
        var root = budget.Root;
        var edited = BudgetEdits.Of(line, given, isWhole);
        var paths = BudgetEdits.Described.Changed(line, edited);
        BudgetEdits.MustBeOpen(root.State, BudgetEdits.OfLine, [.. BudgetEdits.Fixed.Changed(line, edited), .. paths], field);
        if (paths.Count > 0)
        {
            PlanRules.MustFit(root, edited, field);
            var updated = new LineUpdated { Line = line.LineId, Values = new BudgetLine(), Paths = { paths } };
            paths.Merge(edited, updated.Values);
            yield return updated;
        }

        var controlled = BudgetEdits.Controlled(line, edited.Control, given.Months);
        BudgetEdits.MustBeOpen(root.State, BudgetEdits.OfLine, controlled, field);
        if (controlled.Count > 0 && Controlled(budget, line, edited.Control, given.Months, LineUses.None, $"{field}.months") is { } set)
            yield return set;
    }

    /// <summary>What happens from now on when a line has not enough, and what is planned for its months; null where that is as it was.</summary>
    /// <param name="given">The plan; one that is there stays where none is given.</param>
    private static LineControlSet? Controlled(Aggregate<Budget> budget, BudgetLine line, LineControl? control, RepeatedField<LineMonth> given, LineUses uses, string field)
    {
        LineMonth[] months = [.. given.Count == 0 && line.Months.Count > 0 ? line.Months.Clone() : LineMonths.Plan(line, given, control, Period.Of(budget.Root), field)];
        LineMonths.KeepUse(budget, line, months, uses, field);
        return Equals(line.Control, control) && line.Months.SequenceEqual(months) ? null : new LineControlSet { Line = line.LineId, Control = control, Months = { months } };
    }
}
