using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OpsPlatform.Bench.Load;
using OpsPlatform.Bench.Platform;

namespace OpsPlatform.Bench.Baselines;

/// <summary>Runs pgbench, with as many clients as the platform has callers, and reads the log that it keeps of each transaction.</summary>
internal sealed class Pgbench(Settings settings, Node node, BaselineRows rows)
{
    private long _committed;

    /// <summary>Transactions of all runs.</summary>
    public long Committed => _committed;

    /// <param name="stream">What the streams' ids begin with; a number follows.</param>
    /// <param name="budgets">How many streams the clients spread over.</param>
    /// <param name="perSecond">How many transactions come a second, or null: each client's next when its last is done.</param>
    public async Task<IReadOnlyList<Sample>> RunAsync(string stream, int budgets, int clients, double? perSecond, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("opsplatform-pgbench-");
        try
        {
            await ExecuteAsync(Arguments(stream, budgets, clients, perSecond, Path.Combine(folder.FullName, "log")), cancellation);
            Sample[] samples = [.. folder.EnumerateFiles("log.*").SelectMany(log => File.ReadLines(log.FullName)).Select(Parse)];
            _committed += samples.Length;
            return samples;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private IEnumerable<string> Arguments(string stream, int budgets, int clients, double? perSecond, string log)
    {
        // More than is counted, because it opens its connections within its time.
        var duration = settings.Duration + Settings.Warmup + TimeSpan.FromSeconds(1 + (clients / 16));
        string[] fixedPart =
        [
            "--no-vacuum", "--protocol=prepared", $"--client={clients}", $"--jobs={Math.Min(clients, Environment.ProcessorCount)}",
            $"--time={duration.TotalSeconds:F0}", "--log", $"--log-prefix={log}", $"--file={BaselineRows.Script("reserve.sql")}",
            $"--define=stream={stream}", $"--define=budgets={budgets}",
        ];
        IEnumerable<string> rate = perSecond is { } given ? [string.Create(CultureInfo.InvariantCulture, $"--rate={given:F1}")] : [];
        return fixedPart.Concat(rate).Concat(rows.Variables.Select(variable => $"--define={variable.Key}={variable.Value}"));
    }

    private async Task ExecuteAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var database = new NpgsqlConnectionStringBuilder(node.Database);
        var start = new ProcessStartInfo(settings.Pgbench.FullName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["PGHOST"] = database.Host,
                ["PGPORT"] = $"{database.Port}",
                ["PGDATABASE"] = database.Database,
                ["PGUSER"] = database.Username,
                ["PGPASSWORD"] = database.Password,
                // The platform's sessions have the same: small tables without statistics would be read as a whole.
                ["PGOPTIONS"] = "-c enable_seqscan=off -c enable_bitmapscan=off -c jit=off",
            },
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = await process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new WorthlessRunException($"pgbench ended with status {process.ExitCode}:\n{error}{await output}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>
    /// A line is: client, number, microseconds it took, script, and the second and microsecond at which it ended. At a given rate, the time it took
    /// begins when it came, and how late it was begun stands at the end.
    /// </summary>
    private static Sample Parse(string line)
    {
        var fields = line.Split(' ');
        return new Sample(
            TimeSpan.FromSeconds(long.Parse(fields[4])) + TimeSpan.FromMicroseconds(long.Parse(fields[5])),
            TimeSpan.FromMicroseconds(long.Parse(fields[2])));
    }
}
