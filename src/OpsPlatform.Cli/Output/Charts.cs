using System.Globalization;

namespace OpsPlatform.Cli.Output;

/// <summary>Pictures that fit into a line of text.</summary>
internal static class Charts
{
    private const int Eighths = 8;
    private const string Blocks = " ▏▎▍▌▋▊▉";
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>A bar of the width, filled by its share to the eighth of a letter.</summary>
    internal static string Bar(decimal share, int width)
    {
        var eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * Eighths, MidpointRounding.AwayFromZero);
        var (full, rest) = Math.DivRem(eighths, Eighths);
        var filled = new string('█', full) + (rest > 0 ? Blocks[rest] : "");
        return filled + new string('░', width - filled.Length);
    }

    /// <summary>A bar in the middle of the width, at least two letters wide where there is anything; right of it nothing.</summary>
    internal static string Centred(decimal share, int width)
    {
        var half = share <= 0 ? 0 : Math.Max(1, (int)Math.Round(Math.Min(share, 1) * width / 2, MidpointRounding.AwayFromZero));
        return new string(' ', (width / 2) - half) + new string('█', 2 * half);
    }

    /// <summary>A bar from one share of the width to another, at least half a letter wide.</summary>
    internal static string Floating(decimal from, decimal to, int width)
    {
        var low = Math.Min(HalfLetters(Math.Min(from, to)), (2 * width) - 1);
        var high = Math.Max(HalfLetters(Math.Max(from, to)), low + 1);
        return string.Concat(Enumerable.Range(0, (high + 1) / 2).Select(letter => (IsIn(2 * letter), IsIn((2 * letter) + 1)) switch
        {
            (true, true) => '█',
            (true, false) => '▌',
            (false, true) => '▐',
            _ => ' ',
        }));

        bool IsIn(int half) => half >= low && half < high;

        int HalfLetters(decimal share) => (int)Math.Round(Math.Clamp(share, 0, 1) * width * 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>Columns of two layers, the second shown as far as it is higher than the first; the lines from the top down.</summary>
    internal static IEnumerable<string> Columns(IReadOnlyList<decimal> solid, IReadOnlyList<decimal> light, int height)
    {
        for (var row = height - 1; row >= 0; row--)
            yield return string.Concat(solid.Zip(light, (lower, upper) => Letter(Part(lower, row), Part(upper, row))));

        int Part(decimal share, int row) => Math.Clamp((int)Math.Round(share * height * Eighths, MidpointRounding.AwayFromZero) - (row * Eighths), 0, Eighths);

        static char Letter(int lower, int upper) => lower > 0 ? Heights[lower - 1] : upper >= Eighths / 2 ? '░' : ' ';
    }

    /// <summary>A letter for each value, the higher the higher; a dot for what is missing.</summary>
    internal static string Sparkline(IReadOnlyCollection<long?> values)
    {
        if (values.Max() is not { } most)
            return new string('·', values.Count);
        var least = values.Min()!.Value;
        return string.Concat(values.Select(value => value is not { } there ? '·' : Heights[most == least ? 0 : (int)(((Int128)there - least) * (Heights.Length - 1) / ((Int128)most - least))]));
    }

    internal static string Percent(int bps) => (bps / 100m).ToString("#,0.00' %'", CultureInfo.InvariantCulture);
}
