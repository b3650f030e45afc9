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
            FocusRule = given.FocusRule,
            PeriodStartDate = given.PeriodStartDate?.Clone(),
            PeriodEndDate = given.PeriodEndDate?.Clone(),
            ZeroBased = given.ZeroBased,
            EmergencyReserveShareBps = Or(given.EmergencyReserveShareBps, AllocationPresets.ReserveShareBps(given.AllocationPreset)),
            ContentCapAmountMicros = given.ContentCapAmountMicros,
            AdjustmentThresholdBps = Or(given.AdjustmentThresholdBps, AdjustmentRules.DefaultThresholdBps),
            PersonnelShareBps = Or(given.PersonnelShareBps, AllocationPresets.PersonnelShareBps(given.AllocationPreset)),
        };
        draft.Lines.Add(Lines(given, draft.EmergencyReserveShareBps));
        draft.Lines.Add(EmergencyReserve.Missing(draft));
        LinesMustDiffer(draft);
        CostItemsMustDiffer(draft);
        EmergencyReserve.MustBeOne(draft);
        EmergencyReserve.MustBeKept(draft, "budget.lines");
        LinesMustSumToTotal(draft);
        LinesMustBeTagged(draft);
        var period = Period.Of(draft);
        foreach (var (index, line) in draft.Lines.Index())
        {
            PlanRules.MustFit(draft, line, $"budget.lines[{index}]");
            LineMonth[] months = [.. LineMonths.Plan(line, line.Months, line.Control, period, $"budget.lines[{index}].months")];
            line.Months.Clear();
            line.Months.Add(months);
        }

        return draft;
    }

    private static int Or(int given, int preset) => given > 0 ? given : preset;

    /// <summary>A preset without a reserve of its own splits what the reserve leaves.</summary>
    private static IEnumerable<BudgetLine> Lines(Budget given, int reserveShareBps)
    {
        var byPreset = given.AllocationPreset != AllocationPreset.Unspecified;
        if (byPreset == given.Lines.Count > 0)
            throw new Refusal(ErrorReason.AllocationAmbiguous, "budget.lines", ("count", byPreset ? 2 : 0));
        if (!byPreset)
            return given.Lines.Select(Line);

        var kept = AllocationPresets.ReserveShareBps(given.AllocationPreset) > 0 ? 0 : EmergencyReserve.Of(given.TotalAmountMicros, reserveShareBps);
        return AllocationPresets.Lines(given.AllocationPreset, given.TotalAmountMicros - kept, given.CurrencyCode);
    }

    private static BudgetLine Line(BudgetLine given) => new()
    {
        LineId = given.LineId,
        DisplayName = given.DisplayName.Length > 0 ? given.DisplayName : given.LineId,
        AllocatedAmountMicros = PlanRules.Amount(given),
        FocusTag = given.FocusTag,
        CostItems = { given.CostItems },
        Control = given.Control?.Clone(),
        Months = { given.Months },
        Nature = given.Nature,
        MinAmountMicros = given.MinAmountMicros,
        MaxAmountMicros = given.MaxAmountMicros,
        Role = given.Role,
        Justification = given.Justification,
        Target = given.Target?.Clone(),
        PreviousAmountMicros = given.PreviousAmountMicros,
        Classified = given.Classified,
        ContentCapAmountMicros = given.ContentCapAmountMicros,
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
        var sum = draft.LinesSum();
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
