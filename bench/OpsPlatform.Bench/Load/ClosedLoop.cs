using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OpsPlatform.Bench.Load;

/// <summary>A call that was answered.</summary>
/// <param name="End">When, counted from any point that the samples of a run share.</param>
/// <param name="Latency">How long it took.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sample(TimeSpan End, TimeSpan Latency);

/// <summary>Callers that each send the next call when the last one has been answered, as pgbench does. A call that fails ends the run.</summary>
internal static class ClosedLoop
{
    public static async Task<IReadOnlyList<Sample>> RunAsync(int callers, TimeSpan duration, Func<int, Task> call, CancellationToken cancellation)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var start = Stopwatch.GetTimestamp();
        var samples = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller), cancellation)));
        cancellation.ThrowIfCancellationRequested();
        return [.. samples.SelectMany(own => own)];

        async Task<List<Sample>> CallAsync(int caller)
        {
            var own = new List<Sample>();
            while (!failed.IsCancellationRequested)
            {
                var sent = Stopwatch.GetTimestamp();
                if (Stopwatch.GetElapsedTime(start, sent) >= duration)
                    break;
                try
                {
                    await call(caller);
                }
                catch
                {
                    await failed.CancelAsync();
                    throw;
                }

                var answered = Stopwatch.GetTimestamp();
                own.Add(new Sample(Stopwatch.GetElapsedTime(start, answered), Stopwatch.GetElapsedTime(sent, answered)));
            }

            return own;
        }
    }
}
