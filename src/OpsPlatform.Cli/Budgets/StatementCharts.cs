using System.Globalization;
using System.Xml.Linq;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;

namespace OpsPlatform.Cli.Budgets;

/// <summary>The pictures of a statement, as SVG within the page: they need nothing from anywhere, and print sharp.</summary>
internal static class StatementCharts
{
    private const int Width = 720;
    private const int Height = 220;
    private const int Left = 96;
    private const int Bottom = 24;
    private const int Top = 10;
    private const int Points = 240;
    private const decimal WidestBar = 120;

    private static readonly decimal[] Grid = [0, 0.5m, 1];

    internal static XElement BurnDown(BudgetCurve curve, string title)
    {
        var (most, samples) = (Math.Max(1, Math.Max(curve.MostAllocated, 0)), curve.Sample(Points).TakeWhile(sample => sample is not null).Select(sample => sample!.Value).ToList());
        return Chart(
            title,
            most,
            [
                Area("held", samples, sample => sample.Left + sample.Held),
                Area("left", samples, sample => sample.Left),
                Markup.Of("path").With(("class", "limit"), ("d", "M" + string.Join('L', samples.Select((sample, i) => Point(i, sample.Allocated))))),
                Label($"{curve.Start:yyyy-MM-dd}", Left, Height - 6, "start"),
                Label($"{curve.End:yyyy-MM-dd}", Width, Height - 6, "end"),
            ]);

        XElement Area(string name, List<DayBalance> of, Func<DayBalance, decimal> value) => Markup.Of("path").With(
            ("class", name), ("d", $"M{Point(0, 0)}L{string.Join('L', of.Select((sample, i) => Point(i, value(sample))))}L{Point(Math.Max(0, of.Count - 1), 0)}Z"));

        string Point(int i, decimal value) => string.Create(CultureInfo.InvariantCulture, $"{Left + ((Width - Left) * i / (Points - 1m)):0.##} {Y(value / most):0.##}");
    }

    internal static XElement Months(IEnumerable<BudgetDay> days, string title)
    {
        var months = days.GroupBy(day => (day.Date.Year, day.Date.Month)).OrderBy(month => month.Key).Select(month => (month.Key, Spent: month.Sum(day => (decimal)day.SpentChangeMicros))).ToList();
        var (most, width) = (Math.Max(1, months.Select(month => month.Spent).DefaultIfEmpty().Max()), (Width - Left) / Math.Max(1m, months.Count));
        return Chart(title, most, months.SelectMany((month, i) => new[]
        {
            Bar("spent", Left + (width * i) + (width * 0.15m), width * 0.7m, 0, month.Spent / most),
            months.Count <= 24 || month.Key.Month == 1 ? Label(months.Count <= 12 ? $"{month.Key.Year:0000}-{month.Key.Month:00}" : $"{month.Key.Month}", Left + (width * (i + 0.5m)), Height - 6, "middle") : Markup.Of("g"),
        }));
    }

    internal static XElement Waterfall(IReadOnlyList<AllocationStep> steps, string now, string title)
    {
        var (most, width) = (Math.Max(1, steps.Select(step => Math.Max(step.From, step.To)).DefaultIfEmpty().Max()), Math.Min(WidestBar, (Width - Left) / (steps.Count + 1m)));
        var bars = steps.Select(step => (step.From, step.To, Text: EnumNames.Text(step.Kind), Class: step.To >= step.From ? "up" : "down")).Append((0, steps.Select(step => step.To).LastOrDefault(), now, "spent"));
        return Chart(title, most, bars.SelectMany((bar, i) => new[]
        {
            Bar(bar.Class, Left + (width * i) + (width * 0.1m), width * 0.8m, bar.From / most, bar.To / most),
            steps.Count < 12 ? Label(bar.Text, Left + (width * (i + 0.5m)), Height - 6, "middle") : Markup.Of("g"),
        }));
    }

    /// <summary>How a line is used up: spent, then held.</summary>
    internal static XElement Used(BudgetLine line)
    {
        var all = Math.Max(1m, Math.Max(line.AllocatedAmountMicros, (decimal)line.SpentAmountMicros + line.HeldAmountMicros));
        var (spent, held) = (Math.Max(0, 100 * line.SpentAmountMicros / all), 100 * line.HeldAmountMicros / all);
        return Markup.Of("svg", Rectangle("back", 0, 0, 100, 10), Rectangle("spent", 0, 0, spent, 10), Rectangle("held", spent, 0, held, 10)).With(("class", "used"), ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"));
    }

    private static XElement Chart(string title, decimal most, IEnumerable<XElement> parts) => Markup.Of(
        "svg",
        [
            Markup.Of("title", title),
            .. Grid.SelectMany(share => new[]
            {
                Markup.Of("line").With(("class", "grid"), ("x1", Left), ("x2", Width), ("y1", Y(share)), ("y2", Y(share))),
                Label(Amount.Whole((long)(most * share)), Left - 8, Y(share) + 4, "end"),
            }),
            .. parts,
        ]).With(("class", "chart"), ("role", "img"), ("viewBox", $"0 0 {Width} {Height}"));

    private static XElement Bar(string name, decimal x, decimal width, decimal from, decimal to) => Rectangle(name, x, Y(Math.Max(from, to)), width, Math.Max(1, Math.Abs(Y(from) - Y(to))));

    private static XElement Rectangle(string name, decimal x, decimal y, decimal width, decimal height) => Markup.Of("rect").With(("class", name), ("x", x), ("y", y), ("width", width), ("height", height));

    private static XElement Label(string text, decimal x, decimal y, string anchor) => Markup.Of("text", text).With(("x", x), ("y", y), ("text-anchor", anchor));

    private static decimal Y(decimal share) => Height - Bottom - ((Height - Bottom - Top) * Math.Clamp(share, 0, 1));
}
