namespace OpsPlatform.Bench.Load;

/// <summary>One of two that do the same work.</summary>
internal sealed record Side(string Name, Func<int, CancellationToken, Task<IReadOnlyList<Sample>>> RunAsync);

/// <summary>Two sides that take turns at the same work. All figures are medians of the rounds, and a ratio is one of figures of the same round.</summary>
internal sealed class Comparison(string work, int callers, Side subject, Side baseline)
{
    private readonly List<Figures> _subject = [];
    private readonly List<Figures> _baseline = [];

    public string Work => work;

    public int Callers => callers;

    public string SubjectName => subject.Name;

    public string BaselineName => baseline.Name;

    public Figures Subject => Figures.Median(_subject);

    public Figures Baseline => Figures.Median(_baseline);

    public Ratio Rate => Ratio.Of(_subject, _baseline, figures => figures.PerSecond);

    /// <summary>What a call costs beside the baseline: the inverse of the rates.</summary>
    public Ratio Cost => Ratio.Of(_subject, _baseline, figures => 1 / figures.PerSecond);

    public Ratio P50 => Ratio.Of(_subject, _baseline, figures => figures.P50Ms);

    public Ratio P99 => Ratio.Of(_subject, _baseline, figures => figures.P99Ms);

    /// <summary>How this one's subject does beside the subject of another comparison of the same run.</summary>
    public Ratio RateBeside(Comparison other) => Ratio.Of(_subject, other._subject, figures => figures.PerSecond);

    /// <summary>Both sides once, and not counted: afterwards the hot paths of all programs are compiled.</summary>
    public async Task WarmUpAsync(CancellationToken cancellation)
    {
        await subject.RunAsync(callers, cancellation);
        await baseline.RunAsync(callers, cancellation);
    }

    /// <summary>All comparisons in turn, in each of the rounds.</summary>
    public static async Task RunAsync(IReadOnlyList<Comparison> comparisons, Settings settings, CancellationToken cancellation)
    {
        for (var round = 0; round < settings.Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"Round {round + 1} of {settings.Rounds}");
            foreach (var comparison in comparisons)
                await comparison.RunAsync(round, settings.Duration, cancellation);
        }
    }

    /// <summary>One round. Who comes first alternates, so that neither always finds the caches of the other.</summary>
    private async Task RunAsync(int round, TimeSpan duration, CancellationToken cancellation)
    {
        if (round % 2 == 0)
            _subject.Add(await MeasureAsync(subject, duration, cancellation));
        _baseline.Add(await MeasureAsync(baseline, duration, cancellation));
        if (round % 2 == 1)
            _subject.Add(await MeasureAsync(subject, duration, cancellation));
    }

    private async Task<Figures> MeasureAsync(Side side, TimeSpan duration, CancellationToken cancellation)
    {
        var figures = Figures.Of(await side.RunAsync(callers, cancellation), duration);
        await Console.Error.WriteLineAsync($"  {work}, callers: {callers}, {side.Name}: {figures.PerSecond:N0}/s, p50 {figures.P50Ms:N2} ms, p99 {figures.P99Ms:N2} ms");
        return figures;
    }
}

/// <summary>The median of a ratio over all rounds, and its range.</summary>
internal sealed record Ratio(double Median, double Least, double Most)
{
    public static Ratio Of(IReadOnlyList<Figures> subject, IReadOnlyList<Figures> baseline, Func<Figures, double> figure)
    {
        double[] ratios = [.. subject.Zip(baseline, (ours, theirs) => figure(ours) / figure(theirs))];
        return new Ratio(Figures.Median(ratios), ratios.Min(), ratios.Max());
    }

    public override string ToString() => Least < Most ? $"**{Median:N2}** ({Least:N2} to {Most:N2})" : $"**{Median:N2}**";
}
