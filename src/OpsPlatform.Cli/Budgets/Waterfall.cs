using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using Spectre.Console;

namespace OpsPlatform.Cli.Budgets;

/// <summary>For people it draws the steps; programs get the entries that they are made of.</summary>
internal sealed class Waterfall() : BudgetView(
    "waterfall",
    "Draw how what is allocated came about: at first, by what changed it, and now.",
    "ops budgets waterfall q4-2026",
    "ops budgets waterfall q4-2026 --line content")
{
    private const int Width = 48;

    protected override async Task ShowAsync(Invocation invocation, OpsPlatformClient client, Budget budget, string line, CancellationToken cancellation)
    {
        var entries = await AllocationStep.EntriesAsync(client, budget.Name, line, cancellation);
        if (invocation.Output is not TableOutput table)
        {
            invocation.Output.List(entries);
            return;
        }

        var steps = AllocationStep.Of(entries);
        if (steps.Count == 0)
        {
            invocation.Note("Nothing has been allocated yet.", "尚未分配任何金额。");
            return;
        }

        var most = steps.Max(step => Math.Max(step.From, step.To));
        List<(string Day, string Kind, decimal From, decimal To)> rows = [.. steps.Select(step => ($"{step.Day:yyyy-MM-dd}", EnumNames.Text(step.Kind), step.From, step.To)), ("", "NOW", 0, steps[^1].To)];
        table.List(
            rows,
            new("posted", row => row.Day),
            new("kind", row => row.Kind),
            new("change", row => row.Day.Length > 0 ? $"{(row.To >= row.From ? "+" : "")}{Amount.Format((long)(row.To - row.From))}" : "", IsNumber: true),
            new("", row => Charts.Floating(row.From / most, row.To / most, Width), Style: row => row.Day.Length == 0 ? null : row.To >= row.From ? Color.Green : Color.Red),
            new("allocated", row => $"{Amount.Format((long)row.To)} {budget.CurrencyCode}", IsNumber: true));
    }
}
