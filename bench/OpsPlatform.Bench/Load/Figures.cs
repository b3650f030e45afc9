namespace OpsPlatform.Bench.Load;

/// <summary>What one measurement comes to.</summary>
internal sealed record Figures(double PerSecond, double P50Ms, double P99Ms)
{
    /// <summary>Counts what was answered in a window that begins when the first call is older than the warm-up.</summary>
    public static Figures Of(IReadOnlyCollection<Sample> samples, TimeSpan duration)
    {
        var from = samples.Select(sample => sample.End - sample.Latency).DefaultIfEmpty().Min() + Settings.Warmup;
        double[] latencies = [.. samples.Where(sample => sample.End >= from && sample.End < from + duration).Select(sample => sample.Latency.TotalMilliseconds).Order()];
        if (latencies.Length == 0 || samples.Max(sample => sample.End) < from + (0.95 * duration))
            throw new WorthlessRunException($"A side did not keep answering for {(Settings.Warmup + duration).TotalSeconds} seconds: this machine is too busy to measure on.");
        return new Figures(latencies.Length / duration.TotalSeconds, Percentile(latencies, 0.50), Percentile(latencies, 0.99));
    }

    public static Figures Median(IReadOnlyCollection<Figures> rounds) =>
        new(Median(rounds.Select(round => round.PerSecond)), Median(rounds.Select(round => round.P50Ms)), Median(rounds.Select(round => round.P99Ms)));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The smallest value that is not below the given share of all: no interpolation, so it is one that was measured.</summary>
    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
