using System.Globalization;
using OpsPlatform.Cli.Requests;
using Unit = OpsPlatform.Metrics.V1.Metric.Types.Unit;

namespace OpsPlatform.Cli.Metrics;

/// <summary>Values of metrics as people read them.</summary>
internal static class Measured
{
    internal static string Text(Unit unit, long value, string currency) => unit switch
    {
        Unit.Ratio => (value / 100m).ToString("#,0.00' %'", CultureInfo.InvariantCulture),
        Unit.Micros => $"{Amount.Format(value)} {currency}".TrimEnd(),
        Unit.Duration => Duration(value),
        Unit.Milliseconds => $"{value.ToString("#,0", CultureInfo.InvariantCulture)} ms",
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };

    /// <summary>In its largest units: <c>2d 03:00:00</c>, <c>01:30:00</c>.</summary>
    private static string Duration(long seconds)
    {
        var (days, rest) = Math.DivRem(Math.Abs(seconds), 24 * 3600);
        var clock = TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(rest)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{(seconds < 0 ? "-" : "")}{(days > 0 ? $"{days}d " : "")}{clock}";
    }
}
