using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What a line's control says of more than the line has, on the whole and for its months so far (BUD-12).</summary>
internal static class LineControls
{
    /// <summary>Whoever approves budgets approves what goes beyond them.</summary>
    public const string ApprovalPermission = "budgets.approve";

    /// <summary>Cost overrun is of the second level of early warning (RSK-02).</summary>
    private const int OverrunLevel = 2;

    /// <summary>Promises money of the line.</summary>
    /// <returns>That the line is overrun by it, where its control lets that happen.</returns>
    public static IEnumerable<IMessage> Hold(this BudgetLine line, long amountMicros, Date date, DecisionContext context) =>
        Take(line, amountMicros, date, line.Control?.Hold ?? default, line.Control?.MonthHold ?? default, context);

    /// <summary>Spends money of the line without a hold.</summary>
    /// <inheritdoc cref="Hold"/>
    public static IEnumerable<IMessage> Spend(this BudgetLine line, long amountMicros, Date date, DecisionContext context) =>
        Take(line, amountMicros, date, line.Control?.Spend ?? default, line.Control?.MonthSpend ?? default, context);

    /// <summary>Spends what is held for another day: the whole has it already, the months up to the new day may not.</summary>
    /// <inheritdoc cref="Hold"/>
    public static IEnumerable<IMessage> Capture(this BudgetLine line, long amountMicros, Date held, Date date, DecisionContext context)
    {
        var counted = FirstOfMonth(held) <= FirstOfMonth(date) ? amountMicros : 0;
        return Overrun(line, 0, Months(line, amountMicros - counted, date, line.Control?.MonthSpend ?? default, context), context);
    }

    public static void Set(this BudgetLine line, LineControlSet set)
    {
        line.Control = set.Control?.Clone();
        line.Months.Clear();
        line.Months.Add(set.Months.Select(month => month.Clone()));
    }

    /// <summary>What is held and spent already is not stopped by a control or plan that comes later, unless it was before and by no less.</summary>
    /// <param name="field">Where the line is in the request.</param>
    public static void MustLetStand(BudgetLine line, LineControlSet set, string field, DecisionContext context)
    {
        var after = line.Clone();
        after.Set(set);
        var (whole, months) = (StoppedOnTheWhole(after), StoppedByMonth(after));
        if (whole > StoppedOnTheWhole(line))
            context.Contradict(Stops(line, field, whole, new Sentence("on the whole", "整体")));
        if (months > StoppedByMonth(line))
        {
            var month = after.Months.Select(month => month.MonthStartDate.ToDay()).First(month => LeftUpTo(after, month) == -months);
            context.Contradict(Stops(line, field, months, new Sentence($"up to {month:yyyy-MM}", $"截至 {month:yyyy-MM} ")));
        }
    }

    /// <summary>What the budget has to warn of: lines that have come to more than they have.</summary>
    public static IEnumerable<BudgetWarning> Warnings(Budget budget) =>
        from line in budget.Lines
        let over = Math.Max(-line.LeftAmountMicros, -LeastLeft(line))
        where over > 0
        select new BudgetWarning { Code = BudgetWarning.Types.Code.CostOverrun, Line = line.LineId, AmountMicros = over, Level = OverrunLevel };

    private static IEnumerable<IMessage> Take(BudgetLine line, long amountMicros, Date date, Mode whole, Mode months, DecisionContext context) =>
        Overrun(line, Whole(line, amountMicros, whole, context), Months(line, amountMicros, date, months, context), context);

    private static long Whole(BudgetLine line, long asked, Mode mode, DecisionContext context)
    {
        var over = asked - line.LeftAmountMicros;
        if (over <= 0)
            return 0;
        if (mode is Mode.Unspecified or Mode.Stop)
            context.Contradict(new Refusal(ErrorReason.BudgetExceeded, "amount_micros", ("line", line.LineId), ("left", new Micros(line.LeftAmountMicros)), ("asked", new Micros(asked))));
        MustBeApproved(line, over, mode, context);
        return over;
    }

    private static long Months(BudgetLine line, long asked, Date date, Mode mode, DecisionContext context)
    {
        if (mode == Mode.Unspecified || asked == 0)
            return 0;
        var left = LeftUpTo(line, FirstOfMonth(date));
        var over = asked - left;
        if (over <= 0)
            return 0;
        if (mode == Mode.Stop)
            context.Contradict(new Refusal(ErrorReason.MonthExceeded, "amount_micros", ("line", line.LineId), ("month", $"{date.ToDay():yyyy-MM}"), ("left", new Micros(left)), ("asked", new Micros(asked))));
        MustBeApproved(line, over, mode, context);
        return over;
    }

    private static void MustBeApproved(BudgetLine line, long over, Mode mode, DecisionContext context)
    {
        if (mode == Mode.Approve && context.ApprovedPermission != ApprovalPermission)
            context.Contradict(new Refusal(ErrorReason.CostOverrun, "amount_micros", ("line", line.LineId), ("over", new Micros(over)), ("permission", ApprovalPermission)) { ApprovalPermission = ApprovalPermission });
    }

    private static IEnumerable<IMessage> Overrun(BudgetLine line, long whole, long months, DecisionContext context) => Math.Max(whole, months) is > 0 and var over
        ? [new CostOverran { Line = line.LineId, OverrunAmountMicros = over, Level = OverrunLevel, Approval = context.Approval }]
        : [];

    private static Refusal Stops(BudgetLine line, string field, long over, Sentence span) => new(ErrorReason.LineOverrun, field, ("line", line.LineId), ("over", new Micros(over)), ("span", span));

    /// <summary>How much of what is held and spent would not be let pass if it were asked for now.</summary>
    private static long StoppedOnTheWhole(BudgetLine line) => IsStopped(line, (line.Control?.Hold ?? default) is Mode.Unspecified or Mode.Stop, (line.Control?.Spend ?? default) is Mode.Unspecified or Mode.Stop) ? Math.Max(0, -line.LeftAmountMicros) : 0;

    /// <inheritdoc cref="StoppedOnTheWhole"/>
    private static long StoppedByMonth(BudgetLine line) => IsStopped(line, line.Control?.MonthHold == Mode.Stop, line.Control?.MonthSpend == Mode.Stop) ? -LeastLeft(line) : 0;

    private static bool IsStopped(BudgetLine line, bool holds, bool expenses) => (holds && line.HeldAmountMicros > 0) || (expenses && line.SpentAmountMicros > 0);

    private static long LeftUpTo(BudgetLine line, DateOnly month) =>
        line.Months.TakeWhile(planned => planned.MonthStartDate.ToDay() <= month).Sum(planned => planned.PlannedAmountMicros - planned.UsedAmountMicros);

    /// <summary>Of all months up to one, in which there is least left.</summary>
    private static long LeastLeft(BudgetLine line)
    {
        var (left, least) = (0L, 0L);
        foreach (var month in line.Months)
        {
            left += month.PlannedAmountMicros - month.UsedAmountMicros;
            least = Math.Min(least, left);
        }

        return least;
    }

    private static DateOnly FirstOfMonth(Date date) => new(date.Year, date.Month, 1);
}
