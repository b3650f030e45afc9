using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

/// <summary>For people it draws the days; programs get them.</summary>
internal sealed class BurnDown() : BudgetView(
    "burn-down",
    "Draw how a budget is used up day by day: what is left, and above it what is held.",
    "ops budgets burn-down q4-2026",
    "ops budgets burn-down q4-2026 --line content -o csv")
{
    private const int Width = 72;
    private const int Height = 12;

    protected override async Task ShowAsync(Invocation invocation, OpsPlatformClient client, Budget budget, string line, CancellationToken cancellation)
    {
        var days = await DaysAsync(client, budget, line, cancellation);
        if (invocation.Output is not TableOutput)
        {
            invocation.Output.List(days);
            return;
        }

        var curve = new BudgetCurve(budget, days);
        if (curve.IsEmpty || curve.MostAllocated <= 0)
        {
            invocation.Note("Nothing has moved on this budget yet.", "该预算尚无任何变动。");
            return;
        }

        Draw(invocation.Terminal.Output, curve, budget.CurrencyCode);
    }

    private static void Draw(TextWriter output, BudgetCurve curve, string currency)
    {
        var (most, samples) = (curve.MostAllocated, curve.Sample(Width).ToList());
        string[] labels = [Amount.Whole((long)most), Amount.Whole((long)(most / 2)), "0"];
        var margin = labels.Max(label => label.Length);
        var rows = Charts.Columns([.. samples.Select(sample => sample?.Left / most ?? 0)], [.. samples.Select(sample => (sample?.Left + sample?.Held) / most ?? 0)], Height);
        foreach (var (i, row) in rows.Index())
            output.WriteLine($"{(i == 0 ? labels[0] : i == Height / 2 ? labels[1] : i == Height - 1 ? labels[2] : "").PadLeft(margin)} │{row}".TrimEnd());
        output.WriteLine($"{new string(' ', margin)} └{new string('─', Width)}");
        output.WriteLine($"{new string(' ', margin + 2)}{curve.Start:yyyy-MM-dd}{$"{curve.End:yyyy-MM-dd}".PadLeft(Width - 10)}");
        output.WriteLine($"\n{curve.Last.Day:yyyy-MM-dd}: █ {Money(curve.Last.Left)} left, ░ {Money(curve.Last.Held)} held, {Money(curve.Last.Spent)} spent of {Money(curve.Last.Allocated)}");

        string Money(decimal micros) => $"{Amount.Format((long)micros)} {currency}";
    }
}
