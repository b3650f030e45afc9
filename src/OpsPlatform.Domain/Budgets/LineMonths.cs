using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Domain.Budgets;

/// <summary>The months of a line that is controlled by month: what is planned for them, and what is used of it.</summary>
internal static class LineMonths
{
    private const int Most = 36;

    /// <summary>The plan of a line: as given, else spread evenly over the budget's period when it is controlled by month; none for the others.</summary>
    /// <exception cref="Refusal">What was given does not fit, or there is nothing to spread over.</exception>
    public static IEnumerable<LineMonth> Plan(BudgetLine line, IReadOnlyCollection<LineMonth> given, LineControl? control, Period period, string field) =>
        given.Count > 0 ? Checked(line, given, period, field)
        : control is null or { MonthHold: Mode.Unspecified, MonthSpend: Mode.Unspecified } ? []
        : Spread(line, period, field);

    /// <summary>What was used of months is counted as it happens, and stays counted; for a line that had no plan it has to be added up.</summary>
    /// <exception cref="Refusal">A month that is used would be lost.</exception>
    public static void KeepUse(Aggregate<Budget> budget, BudgetLine line, IReadOnlyCollection<LineMonth> months, LineUses uses, string field)
    {
        if (months.Count == 0 || line.HeldAmountMicros + line.SpentAmountMicros == 0)
            return;
        var used = line.Months.Count == 0 ? uses.ByMonth(budget) : line.Months.Where(month => month.UsedAmountMicros != 0).ToDictionary(month => month.MonthStartDate.ToDay(), month => month.UsedAmountMicros);
        foreach (var month in months)
            month.UsedAmountMicros = used.Remove(month.MonthStartDate.ToDay(), out var amount) ? amount : 0;
        if (used.Count > 0)
            throw Invalid(line, field, new Sentence($"{used.Keys.Min():yyyy-MM} is used and has to stay in the plan", $"{used.Keys.Min():yyyy-MM} 已有使用，须保留在计划中"));
    }

    /// <summary>Counts what is held or spent for a day, or no more. Lines that are not planned by month are left as they are.</summary>
    public static void Use(this BudgetLine line, Date date, long amountMicros)
    {
        if (line.Months.Count > 0)
            line.Month(date).UsedAmountMicros += amountMicros;
    }

    /// <summary>Plans more for the month of a day, or less.</summary>
    public static void Replan(this BudgetLine line, Date date, long amountMicros)
    {
        if (line.Months.Count > 0)
            line.Month(date).PlannedAmountMicros += amountMicros;
    }

    private static LineMonth Month(this BudgetLine line, Date date)
    {
        var first = new DateOnly(date.Year, date.Month, 1);
        var place = line.Months.TakeWhile(month => month.MonthStartDate.ToDay() < first).Count();
        if (place == line.Months.Count || line.Months[place].MonthStartDate.ToDay() != first)
            line.Months.Insert(place, new LineMonth { MonthStartDate = first.ToDate() });
        return line.Months[place];
    }

    private static LineMonth[] Checked(BudgetLine line, IReadOnlyCollection<LineMonth> given, Period period, string field)
    {
        var months = given.Select(month => new LineMonth { MonthStartDate = month.MonthStartDate.Clone(), PlannedAmountMicros = month.PlannedAmountMicros }).OrderBy(month => month.MonthStartDate.ToDay()).ToArray();
        var days = months.Select(month => month.MonthStartDate.ToDay()).ToArray();
        var sum = months.Aggregate((Int128)0, (sum, month) => sum + month.PlannedAmountMicros);
        if (Array.Exists(days, day => day.Day != 1))
            throw Invalid(line, field, new Sentence("a month is given by its first day", "月份须以当月第一天表示"));
        if (days.Distinct().Count() < days.Length)
            throw Invalid(line, field, new Sentence("a month is given twice", "有月份重复"));
        if (days.FirstOrDefault(day => !period.Touches(day)) is { Year: > 1 } outside)
            throw Invalid(line, field, new Sentence($"{outside:yyyy-MM} lies outside the budget's period", $"{outside:yyyy-MM} 不在预算期间内"));
        return sum == line.AllocatedAmountMicros
            ? months
            : throw Invalid(line, field, new Sentence($"they sum to {new Micros(sum)}, the line has {new Micros(line.AllocatedAmountMicros)}", $"各月合计 {new Micros(sum)}，预算行为 {new Micros(line.AllocatedAmountMicros)}"));
    }

    private static IEnumerable<LineMonth> Spread(BudgetLine line, Period period, string field)
    {
        var months = period.Months(Most)
            ?? throw Invalid(line, field, new Sentence($"without a plan, control by month needs a period of at most {Most} months with both ends", $"未给出月度计划时，按月控制要求预算期间有起止日期且不超过 {Most} 个月"));
        var amounts = LargestRemainder.Split(line.AllocatedAmountMicros, [.. Enumerable.Repeat(1, months.Count)]);
        return months.Zip(amounts, (month, amount) => new LineMonth { MonthStartDate = month.ToDate(), PlannedAmountMicros = amount });
    }

    private static Refusal Invalid(BudgetLine line, string field, Sentence problem) => new(ErrorReason.MonthsInvalid, field, ("line", line.LineId), ("problem", problem));
}
