using System.Diagnostics;

namespace OpsPlatform.Testing;

/// <summary>A PostgreSQL of one's own that may be stopped and killed, run by eng/postgres.sh in a temporary folder.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "eng", "postgres.sh");

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"opsplatform-test-{Guid.NewGuid():n}");
    private bool _isDisposed;

    /// <summary>A run that ends without disposing must leave no server behind.</summary>
    public PostgresServer() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    /// <summary>Starts it, or starts it again with its data, and gives its connection string; the port stays the same.</summary>
    public async Task<string> StartAsync() => (await RunAsync("start")).Trim();

    public async Task StopAsync() => await RunAsync("stop");

    /// <summary>Ends it as a crash would, without a word to its clients.</summary>
    public void Kill()
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(_directory, "data", "postmaster.pid")).First());
        using var process = Process.GetProcessById(postmaster);
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Stops it in its tracks: its connections stay open and nothing answers.</summary>
    public Task SuspendAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>
    /// Kills one process that serves a session. What the others have in memory may be damaged then, so that PostgreSQL ends them all and
    /// recovers by itself.
    /// </summary>
    public static void KillSession(int process)
    {
        try
        {
            using var session = Process.GetProcessById(process);
            session.Kill();
        }
        catch (ArgumentException)
        {
            // It has just ended by itself.
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Dispose()
    {
        if (_isDisposed || !Directory.Exists(_directory))
            return;
        _isDisposed = true;
        RunAsync("stop").GetAwaiter().GetResult();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>The postmaster, and each session, which is a process of its own.</summary>
    private async Task SignalAsync(string signal)
    {
        // The postmaster first, so that no session is added between the two.
        var postmaster = File.ReadLines(Path.Combine(_directory, "data", "postmaster.pid")).First();
        foreach (var processes in new[] { postmaster, $"$(cat /proc/{postmaster}/task/{postmaster}/children)" })
        {
            using var kill = Process.Start("sh", ["-c", $"for process in {processes}; do kill -{signal} $process 2>/dev/null || ! kill -0 $process 2>/dev/null || exit 1; done"]);
            await kill.WaitForExitAsync();

            // One that has ended by itself meanwhile is no failure.
            if (kill.ExitCode != 0)
                throw new InvalidOperationException($"The processes of PostgreSQL could not be sent {signal}.");
        }
    }

    private async Task<string> RunAsync(string command)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Script, [command, _directory])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,

                // Tests lose nothing that they would miss when the machine loses power.
                Environment = { ["OPS_PG_OPTIONS"] = "-c fsync=off -c max_connections=200" },
            },
        };
        process.Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{Script} {command} ended with {process.ExitCode}: {await errors}");
    }
}
