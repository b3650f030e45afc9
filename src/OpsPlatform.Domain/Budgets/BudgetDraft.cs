using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using FocusRule = OpsPlatform.Budgets.V1.Budget.Types.FocusRule;
using FocusTag = OpsPlatform.Budgets.V1.BudgetLine.Types.FocusTag;

namespace OpsPlatform.Domain.Budgets;

/// <summary>Makes the budget that a caller asks for: only what a caller may set, lines filled in, and all of it consistent.</summary>
internal static class BudgetDraft
{
    public static Budget From(Budget given)
    {
        var draft = new Budget
        {
            DisplayName = given.DisplayName,
            CurrencyCode = given.CurrencyCode,
            TotalAmountMicros = given.TotalAmountMicros,
            AllocationPreset = given.AllocationPreset,
            Lines = { Lines(given) },
            FocusRule = given.FocusRule,
            PeriodStartDate = given.PeriodStartDate?.Clone(),
            PeriodEndDate = given.PeriodEndDate?.Clone(),
        };
        LinesMustDiffer(draft);
        CostItemsMustDiffer(draft);
        LinesMustSumToTotal(draft);
        LinesMustBeTagged(draft);
        var period = Period.Of(draft);
        foreach (var (index, line) in draft.Lines.Index())
        {
            LineMonth[] months = [.. LineMonths.Plan(line, line.Months, line.Control, period, $"budget.lines[{index}].months")];
            line.Months.Clear();
            line.Months.Add(months);
        }

        return draft;
    }

    private static IEnumerable<BudgetLine> Lines(Budget given)
    {
        var byPreset = given.AllocationPreset != AllocationPreset.Unspecified;
        if (byPreset == given.Lines.Count > 0)
            throw new Refusal(ErrorReason.AllocationAmbiguous, "budget.lines", ("count", byPreset ? 2 : 0));

        return byPreset ? AllocationPresets.Lines(given.AllocationPreset, given.TotalAmountMicros) : given.Lines.Select(Line);
    }

    private static BudgetLine Line(BudgetLine given) => new()
    {
        LineId = given.LineId,
        DisplayName = given.DisplayName.Length > 0 ? given.DisplayName : given.LineId,
        AllocatedAmountMicros = given.AllocatedAmountMicros,
        FocusTag = given.FocusTag,
        CostItems = { given.CostItems },
        Control = given.Control?.Clone(),
        Months = { given.Months },
    };

    private static void LinesMustDiffer(Budget draft)
    {
        var seen = new HashSet<string>();
        foreach (var (index, line) in draft.Lines.Index())
        {
            if (!seen.Add(line.LineId))
                throw new Refusal(ErrorReason.LineRepeated, $"budget.lines[{index}].line_id", ("line", line.LineId));
        }
    }

    private static void CostItemsMustDiffer(Budget draft)
    {
        var owners = new Dictionary<string, string>();
        foreach (var (index, line) in draft.Lines.Index())
        {
            foreach (var item in line.CostItems)
            {
                if (!owners.TryAdd(item, line.LineId))
                    throw new Refusal(ErrorReason.CostItemRepeated, $"budget.lines[{index}].cost_items", ("cost_item", item), ("owner", owners[item]), ("line", line.LineId));
            }
        }
    }

    private static void LinesMustSumToTotal(Budget draft)
    {
        // A hundred lines of 10^18 micros do not fit into 64 bits.
        var sum = draft.Lines.Aggregate(Int128.Zero, (sum, line) => sum + line.AllocatedAmountMicros);
        if (sum != draft.TotalAmountMicros)
            throw new Refusal(ErrorReason.LinesDoNotSum, "budget.lines", ("sum", new Micros(sum)), ("total", new Micros(draft.TotalAmountMicros)));
    }

    private static void LinesMustBeTagged(Budget draft)
    {
        if (draft.FocusRule == FocusRule.Unspecified)
            return;

        foreach (var (index, line) in draft.Lines.Index())
        {
            if (line.FocusTag == FocusTag.Unspecified)
                throw new Refusal(ErrorReason.FocusTagMissing, $"budget.lines[{index}].focus_tag", ("line", line.LineId));
        }
    }
}
