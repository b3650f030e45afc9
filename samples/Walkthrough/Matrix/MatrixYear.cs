using OpsPlatform.Metrics.V1;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;

namespace Walkthrough.Matrix;

/// <summary>Forty accounts of a brand and what they measured in 2025, made from a seed by the model that samples/matrix-year/README.md explains.</summary>
internal static class MatrixYear
{
    public static readonly DateOnly FirstDay = new(2025, 1, 1);

    public static readonly DateOnly LastDay = new(2025, 12, 31);

    private const int Seed = 2025;
    private const long Micros = 1_000_000;
    private const decimal OrderValue = 128;

    /// <summary>What of a day is not there, because nobody fetched it.</summary>
    private const double MissingShare = 0.02;

    private static readonly (string Platform, int Accounts, double Exposures, double PlayShare, Source Source)[] Platforms =
    [
        ("channels", 8, 40_000, 0.42, Source.Export),
        ("official-account", 6, 18_000, 0.30, Source.PlatformApi),
        ("douyin", 8, 90_000, 0.38, Source.PlatformApi),
        ("kuaishou", 5, 60_000, 0.40, Source.PlatformApi),
        ("xiaohongshu", 7, 30_000, 0.34, Source.Export),
        ("weibo", 3, 25_000, 0.22, Source.PlatformApi),
        ("bilibili", 3, 15_000, 0.45, Source.PlatformApi),
    ];

    /// <summary>Parts of the plays, and what the plans want of them: MET-01; conversion as MET-20 has it.</summary>
    private static readonly (string Metric, double Target)[] Parts =
        [("completions", 0.15), ("likes", 0.12), ("forwards", 0.06), ("comments", 0.05), ("interactions", 0.08), ("visits", 0.10)];

    public static IReadOnlyList<MatrixAccount> Accounts { get; } =
    [
        .. from platform in Platforms
           from number in Enumerable.Range(1, platform.Accounts)
           select new MatrixAccount($"matrix-{platform.Platform}-{number:00}", platform.Platform, number == 1 ? "flagship" : number % 2 == 0 ? "region" : "topic"),
    ];

    /// <summary>The values of all accounts, the same each time.</summary>
    public static IEnumerable<MetricValue> Values(string workspace)
    {
        var random = new Random(Seed);
        foreach (var platform in Platforms)
        {
            for (var number = 1; number <= platform.Accounts; number++)
            {
                // The second account of a platform reaches half of what the first does, the third a third.
                var reach = platform.Exposures * Spread(random, 0.3) / number;
                var skill = Spread(random, 0.15);
                foreach (var value in Values(random, platform.PlayShare, reach, skill))
                {
                    value.Account = $"{workspace}/accounts/matrix-{platform.Platform}-{number:00}";
                    value.Source = platform.Source;
                    yield return value;
                }
            }
        }
    }

    public static Google.Type.Date DateOf(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    private static IEnumerable<MetricValue> Values(Random random, double playShare, double reach, double skill)
    {
        for (var day = FirstDay; day <= LastDay; day = day.AddDays(1))
        {
            // Drawn on every day, so that what is missing changes nothing else.
            var counts = Counts(random, day, playShare, reach, skill);
            if (random.NextDouble() < MissingShare)
                continue;
            foreach (var (metric, value) in counts)
            {
                var isMoney = metric == "sales";
                yield return new() { Metric = metric, Value = value, Date = DateOf(day), CurrencyCode = isMoney ? "CNY" : "" };
            }
        }
    }

    private static List<(string Metric, long Value)> Counts(Random random, DateOnly day, double playShare, double reach, double skill)
    {
        var year = (day.DayNumber - FirstDay.DayNumber) / 365.0;
        var exposures = reach * (1 + (0.8 * year)) * Season(day) * Spread(random, 0.2);
        var plays = exposures * playShare;

        // From seven tenths of the target in January to eleven in December.
        var progress = (0.7 + (0.4 * year)) * skill;
        List<(string, long)> counts = [("exposures", Whole(exposures)), ("plays", Whole(plays))];
        counts.AddRange(Parts.Select(part => (part.Metric, Math.Min(Whole(plays), Whole(plays * part.Target * progress * Spread(random, 0.08))))));
        var orders = Whole(plays * 0.10 * 0.015 * progress * Spread(random, 0.2));
        counts.Add(("orders", Math.Min(orders, counts[^1].Item2)));
        counts.Add(("sales", (long)(orders * OrderValue * (decimal)Math.Round(Spread(random, 0.05), 4)) * Micros));
        counts.Add(("new-followers", Whole(plays * 0.004 * Spread(random, 0.25))));
        return counts;
    }

    /// <summary>Weekends, the Spring Festival, and the eleventh of November.</summary>
    private static double Season(DateOnly day) =>
        (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.3 : 1)
        * ((day.Month, day.Day) is (1, >= 28) or (2, <= 4) ? 0.6 : 1)
        * ((day.Month, day.Day) is (11, <= 11) ? 2 : 1);

    /// <summary>Around 1, as the logarithm of what is normal.</summary>
    private static double Spread(Random random, double sigma) =>
        Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static long Whole(double value) => (long)Math.Round(value);
}

/// <summary>An account of the matrix.</summary>
/// <param name="Id">Its id in the workspace.</param>
/// <param name="Platform">The id of the platform.</param>
/// <param name="Label">What it is for: flagship, region or topic.</param>
internal sealed record MatrixAccount(string Id, string Platform, string Label);
