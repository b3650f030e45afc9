using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>When a budget may be adjusted, and to what (BUD-10, BUD-11).</summary>
internal static class AdjustmentRules
{
    public const int DefaultThresholdBps = 1_000;
    private const long MostTotalMicros = 1_000_000_000_000_000_000;

    /// <summary>What a trigger's figure has to reach; nothing for a routine adjustment.</summary>
    public static int ThresholdBps(Budget budget, AdjustmentTrigger trigger) =>
        trigger == AdjustmentTrigger.Routine ? 0 : budget.AdjustmentThresholdBps > 0 ? budget.AdjustmentThresholdBps : DefaultThresholdBps;

    public static void MustTrigger(Budget budget, AdjustmentTrigger trigger, int figureBps, DecisionContext context)
    {
        var threshold = ThresholdBps(budget, trigger);
        if (Math.Abs(figureBps) < threshold)
            context.Contradict(new Refusal(ErrorReason.TriggerBelowThreshold, "figure_bps", ("trigger", trigger.WireName()), ("figure_bps", figureBps), ("threshold_bps", threshold)));
    }

    /// <summary>One that waits has its quarter as one that was approved has.</summary>
    /// <param name="name">The adjustment that wants the quarter; it may have it already.</param>
    public static void QuarterMustBeFree(Budget budget, string name, DecisionContext context)
    {
        var quarter = Quarter(context.Today());
        if (budget.RoutineAdjustment.Length > 0 && budget.RoutineAdjustment != name && Quarter(budget.RoutineAdjustmentDate.ToDay()) == quarter)
            context.Contradict(new Refusal(ErrorReason.RoutineAdjustmentMade, "", ("quarter", quarter), ("adjustment", budget.RoutineAdjustment.LastId())));
    }

    /// <summary>The budget that the changes would make must be one that can be.</summary>
    public static void MustStand(Budget budget, IEnumerable<LineChange> changes, DecisionContext context)
    {
        var after = budget.Clone();
        var total = (Int128)budget.TotalAmountMicros;
        var seen = new HashSet<string>();
        foreach (var (index, change) in changes.Index())
        {
            var line = after.KnownLine(change.Line, $"changes[{index}].line");
            if (!seen.Add(change.Line))
                throw new Refusal(ErrorReason.LineRepeated, $"changes[{index}].line", ("line", change.Line));
            line.AllocatedAmountMicros += change.DeltaMicros;
            var used = line.HeldAmountMicros + line.SpentAmountMicros;

            // Less than nothing on many lines would sum to more than a budget can be shown with.
            if (change.DeltaMicros < 0 && line.AllocatedAmountMicros < used)
                (line.AllocatedAmountMicros < 0 ? context with { Objections = null } : context).Contradict(new Refusal(ErrorReason.AdjustmentBelowUsed, $"changes[{index}].delta_micros", ("line", change.Line), ("used", new Micros(used)), ("after", new Micros(line.AllocatedAmountMicros))));
            total += change.DeltaMicros;
        }

        if (total < 1 || total > MostTotalMicros)
            throw new Refusal(ErrorReason.AdjustmentTotalInvalid, "changes", ("total", new Micros(total)));
        after.TotalAmountMicros = (long)total;
        EmergencyReserve.MustBeKept(after, "changes", context.Contradict);
    }

    /// <summary>Says of each line and of the total what they are before and after.</summary>
    public static void Compare(Adjustment adjustment, Budget budget)
    {
        foreach (var change in adjustment.Changes)
        {
            change.BeforeMicros = budget.Lines.First(line => line.LineId == change.Line).AllocatedAmountMicros;
            change.AfterMicros = change.BeforeMicros + change.DeltaMicros;
        }

        adjustment.TotalBeforeMicros = budget.TotalAmountMicros;
        adjustment.TotalAfterMicros = budget.TotalAmountMicros + adjustment.Changes.Sum(change => change.DeltaMicros);
    }

    private static string Quarter(DateOnly day) => $"{day.Year:0000}-Q{(day.Month + 2) / 3}";
}
