namespace OpsPlatform.Domain.Budgets;

/// <summary>What a number of days moved, taken as a sample of those to come.</summary>
/// <param name="Sum">What they moved together.</param>
/// <param name="Days">How many they are, 1 or more; those on which nothing moved are counted.</param>
/// <param name="Deviation">The standard deviation of a day, times the quantile of the confidence.</param>
internal sealed record SpendingPace(Int128 Sum, int Days, double Deviation)
{
    /// <param name="changes">Of the days on which something moved.</param>
    /// <param name="quantile">How many standard deviations an interval has on each side.</param>
    public static SpendingPace Of(IReadOnlyCollection<Int128> changes, int days, double quantile)
    {
        var sum = changes.Aggregate(Int128.Zero, (sum, change) => sum + change);
        var mean = (double)sum / days;
        var squares = changes.Sum(change => Square((double)change - mean)) + ((days - changes.Count) * Square(mean));
        return new(sum, days, days > 1 ? quantile * Math.Sqrt(squares / (days - 1)) : 0);
    }

    /// <summary>What so many days move, rounded half away from zero.</summary>
    public Int128 After(int days)
    {
        var (twice, divisor) = (2 * Int128.Abs(Sum) * days, (Int128)2 * Days);
        return Int128.Sign(Sum) * ((twice + Days) / divisor);
    }

    /// <summary>Whether so many days move as much before it is rounded.</summary>
    public bool Exceeds(int days, Int128 amount) => Sum * days >= amount * Days;

    /// <summary>How much they may be off by, on each side.</summary>
    public Int128 Width(int days) => (Int128)Math.Round(Deviation * Math.Sqrt(days * (1 + ((double)days / Days))));

    private static double Square(double value) => value * value;
}
