using MathNet.Numerics.Distributions;
using OpsPlatform.Budgets.V1;
using Outlook = OpsPlatform.Budgets.V1.LineForecast.Types.Outlook;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What the spending of the last days says about those to come; forecasts.proto states the method. Money is exact, only the width of intervals is not.</summary>
public sealed class SpendingForecast
{
    private const int DefaultWindowDays = 28;
    private const int DefaultLeastDays = 5;
    private const int DefaultConfidenceBps = 8_000;
    private const double WholeBps = 10_000;
    private const int December = 12;

    private readonly DateOnly _asOf;
    private readonly DateOnly _monthEnd;
    private readonly DateOnly _end;
    private readonly DateOnly _windowStart;
    private readonly int _leastDays;
    private readonly double _quantile;

    private SpendingForecast(GetForecastRequest request, Period period, DateOnly asOf, DateOnly? first)
    {
        _asOf = asOf;
        _end = period.End ?? new(asOf.Year, December, DateTime.DaysInMonth(asOf.Year, December));
        _monthEnd = period.Nearest(new(asOf.Year, asOf.Month, DateTime.DaysInMonth(asOf.Year, asOf.Month)));
        var start = asOf.DayNumber - Given(request.WindowDays, DefaultWindowDays) + 1;
        _windowStart = DateOnly.FromDayNumber(Math.Max(start, (first ?? asOf).DayNumber));
        _leastDays = Given(request.LeastSpendingDays, DefaultLeastDays);
        ConfidenceBps = Given(request.ConfidenceBps, DefaultConfidenceBps);
        _quantile = Normal.InvCDF(0, 1, (1 + (ConfidenceBps / WholeBps)) / 2);
    }

    private int ConfidenceBps { get; }

    private int WindowDays => _asOf.DayNumber - _windowStart.DayNumber + 1;

    /// <param name="days">All of the budget.</param>
    /// <param name="today">The last day that anybody can know of.</param>
    public static Forecast Of(Budget budget, GetForecastRequest request, IEnumerable<BudgetDay> days, DateOnly today)
    {
        var period = Period.Of(budget);
        if (request.AsOfDate is not null)
            (period with { End = period.End < today ? period.End : today }).MustContain(request.AsOfDate.ToDay(), "as_of_date");
        var asOf = request.AsOfDate?.ToDay() ?? period.Nearest(today);
        var all = days.ToList();
        var known = all.Where(day => day.Date.ToDay() <= asOf).ToList();
        var forecast = new SpendingForecast(request, period, asOf, known.Count > 0 ? known.Min(day => day.Date.ToDay()) : null);
        return new Forecast
        {
            Budget = budget.Name,
            CurrencyCode = budget.CurrencyCode,
            AsOfDate = asOf.ToDate(),
            MonthEndDate = forecast._monthEnd.ToDate(),
            EndDate = forecast._end.ToDate(),
            WindowStartDate = known.Count > 0 ? forecast._windowStart.ToDate() : null,
            WindowDayCount = known.Count > 0 ? forecast.WindowDays : 0,
            ConfidenceBps = forecast.ConfidenceBps,
            Total = forecast.Line("", all),
            Lines = { budget.Lines.Select(line => forecast.Line(line.LineId, [.. all.Where(day => day.Line == line.LineId)])) },
        };
    }

    private LineForecast Line(string line, List<BudgetDay> all)
    {
        var days = all.Where(day => day.Date.ToDay() <= _asOf).ToList();
        var (allocated, held, spent) = (Sum(all, day => day.AllocatedChangeMicros), Sum(days, day => day.HeldChangeMicros), Sum(days, day => day.SpentChangeMicros));
        var left = allocated - held - spent;
        var window = days.Where(day => day.Date.ToDay() >= _windowStart).GroupBy(day => day.Date.ToDay()).ToList();
        var answer = new LineForecast
        {
            Line = line,
            Outlook = Outlook.Unknown,
            AllocatedAmountMicros = Micros(allocated),
            HeldAmountMicros = Micros(held),
            SpentAmountMicros = Micros(spent),
            LeftAmountMicros = Micros(left),
            SpendingDayCount = window.Count(group => group.Any(day => day.SpentChangeMicros != 0)),
        };
        if (answer.SpendingDayCount >= _leastDays)
        {
            var spending = Pace(window.Select(group => Sum(group, day => day.SpentChangeMicros)));
            var committing = Pace(window.Select(group => Sum(group, day => (Int128)day.HeldChangeMicros + day.SpentChangeMicros)));
            answer.SpentADayMicros = Micros(spending.After(1));
            answer.CommittedADayMicros = Micros(committing.After(1));
            answer.MonthEnd = Range(Sum(days.Where(day => (day.Date.Year, day.Date.Month) == (_asOf.Year, _asOf.Month)), day => day.SpentChangeMicros), spending, DaysUntil(_monthEnd));
            answer.End = Range(spent, spending, DaysUntil(_end));
            RunDry(answer, left, committing);
        }

        if (left <= 0 && all.Count > 0)
            (answer.Outlook, answer.DryDate) = (Outlook.Dry, _asOf.ToDate());
        return answer;
    }

    private SpendingPace Pace(IEnumerable<Int128> changes) => SpendingPace.Of([.. changes], WindowDays, _quantile);

    private static SpendingRange Range(Int128 soFar, SpendingPace pace, int days)
    {
        var (more, width) = (Int128.Max(pace.After(days), 0), pace.Width(days));
        return new SpendingRange
        {
            ExpectedAmountMicros = Micros(soFar + more),
            LowAmountMicros = Micros(soFar + Int128.Max(more - width, 0)),
            HighAmountMicros = Micros(soFar + more + width),
        };
    }

    private void RunDry(LineForecast answer, Int128 left, SpendingPace pace)
    {
        answer.Outlook = Outlook.Lasts;
        if (left <= 0 || pace.Sum <= 0)
            return;
        answer.DryDate = FirstDay(days => pace.Exceeds(days, left));
        answer.Outlook = answer.DryDate is null ? Outlook.Lasts : Outlook.RunsDry;
        answer.EarliestDryDate = FirstDay(days => pace.Exceeds(days, left) || pace.After(days) + pace.Width(days) >= left);
        answer.LatestDryDate = FirstDay(days => pace.Exceeds(days, left) && pace.After(days) - pace.Width(days) >= left);
    }

    /// <summary>The first of the days to come from which on it holds, by halves: once it holds it goes on holding.</summary>
    private Google.Type.Date? FirstDay(Func<int, bool> holds)
    {
        var (low, high) = (1, DaysUntil(_end) + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low > DaysUntil(_end) ? null : _asOf.AddDays(low).ToDate();
    }

    private int DaysUntil(DateOnly day) => day.DayNumber - _asOf.DayNumber;

    private static Int128 Sum(IEnumerable<BudgetDay> days, Func<BudgetDay, Int128> change) => days.Aggregate(Int128.Zero, (sum, day) => sum + change(day));

    private static long Micros(Int128 amount) => (long)Int128.Clamp(amount, long.MinValue, long.MaxValue);

    private static int Given(int value, int usual) => value == 0 ? usual : value;
}
