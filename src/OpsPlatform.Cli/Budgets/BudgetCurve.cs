using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Cli.Budgets;

/// <summary>What a budget, or a line of it, had at the end of a day, in micros.</summary>
internal readonly record struct DayBalance(DateOnly Day, decimal Allocated, decimal Held, decimal Spent)
{
    internal decimal Left => Allocated - Held - Spent;
}

/// <summary>How a budget was used up, from the days on which something moved.</summary>
internal sealed class BudgetCurve
{
    private readonly DayBalance[] _steps;

    /// <summary>What was allocated first counts from the beginning: money may be dated before the day on which it was approved.</summary>
    internal BudgetCurve(Budget budget, IEnumerable<BudgetDay> days)
    {
        var byDay = days.GroupBy(day => Of(day.Date)).OrderBy(group => group.Key).ToList();
        var balance = new DayBalance(default, byDay.Select(Allocated).FirstOrDefault(change => change != 0), 0, 0);
        var isFirst = true;
        _steps = [.. byDay.Select(group =>
        {
            var change = Allocated(group);
            balance = new(group.Key, balance.Allocated + (isFirst ? 0 : change), balance.Held + group.Sum(day => (decimal)day.HeldChangeMicros), balance.Spent + group.Sum(day => (decimal)day.SpentChangeMicros));
            isFirst &= change == 0;
            return balance;
        })];
        Start = budget.PeriodStartDate is { } start ? Of(start) : _steps.Length > 0 ? _steps[0].Day : default;
        End = budget.PeriodEndDate is { } end ? Of(end) : _steps.Length > 0 ? _steps[^1].Day : Start;
    }

    internal bool IsEmpty => _steps.Length == 0;

    /// <summary>The first day of the period, or the first of which something is known.</summary>
    internal DateOnly Start { get; }

    /// <summary>The last day of the period, or the last of which something is known.</summary>
    internal DateOnly End { get; }

    internal decimal MostAllocated => _steps.Max(step => step.Allocated);

    internal DayBalance Last => _steps[^1];

    /// <summary>The balance at so many days, evenly spaced from the first to the last; null for days after all that is known.</summary>
    internal IEnumerable<DayBalance?> Sample(int count)
    {
        var at = -1;
        for (var i = 0; i < count; i++)
        {
            var day = Start.AddDays((int)((long)(End.DayNumber - Start.DayNumber) * i / Math.Max(1, count - 1)));
            while (at + 1 < _steps.Length && _steps[at + 1].Day <= day)
                at++;
            yield return day > Last.Day ? null : at < 0 ? new DayBalance(day, _steps[0].Allocated, 0, 0) : _steps[at] with { Day = day };
        }
    }

    private static decimal Allocated(IEnumerable<BudgetDay> days) => days.Sum(day => (decimal)day.AllocatedChangeMicros);

    private static DateOnly Of(Date date) => new(date.Year, date.Month, date.Day);
}
