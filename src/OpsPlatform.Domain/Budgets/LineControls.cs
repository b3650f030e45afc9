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
