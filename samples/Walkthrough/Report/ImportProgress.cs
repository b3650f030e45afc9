using Spectre.Console;

namespace Walkthrough.Report;

/// <summary>Shows how far an import is: a bar on a terminal, a line for each tenth elsewhere.</summary>
internal static class ImportProgress
{
    public static Task ShowAsync(int rows, Func<Action, Task> import) => Screen.IsTerminal ? BarAsync(rows, import) : LinesAsync(rows, import);

    private static Task BarAsync(int rows, Func<Action, Task> import) =>
        Screen.Progress
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                var bar = progress.AddTask("importing", maxValue: rows);
                return import(() => bar.Increment(1));
            });

    private static Task LinesAsync(int rows, Func<Action, Task> import)
    {
        var done = 0;
        return import(() =>
        {
            var now = Interlocked.Increment(ref done);
            if (now * 10L / rows != (now - 1) * 10L / rows)
                Screen.Say($"  {now} of {rows}");
        });
    }
}
