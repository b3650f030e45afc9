using Spectre.Console;

namespace Walkthrough.Report;

/// <summary>Shows how far an import is: a bar on a terminal, a line for each tenth elsewhere.</summary>
internal static class ImportProgress
{
    /// <param name="import">Is given what to call with each number of rows that are done.</param>
    public static Task ShowAsync(int rows, Func<Action<int>, Task> import) => Screen.IsTerminal ? BarAsync(rows, import) : LinesAsync(rows, import);

    private static Task BarAsync(int rows, Func<Action<int>, Task> import) =>
        Screen.Progress
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                var bar = progress.AddTask("importing", maxValue: rows);
                return import(count => bar.Increment(count));
            });

    private static Task LinesAsync(int rows, Func<Action<int>, Task> import)
    {
        var done = 0;
        return import(count =>
        {
            var now = Interlocked.Add(ref done, count);
            if (now * 10L / rows != (now - count) * 10L / rows)
                Screen.Say($"  {now} of {rows}");
        });
    }
}
