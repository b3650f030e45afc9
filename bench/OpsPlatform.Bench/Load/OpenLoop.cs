using System.Diagnostics;
using System.Threading.Channels;

namespace OpsPlatform.Bench.Load;

/// <summary>
/// Calls that come at a rate of their own, whether or not the earlier ones have been answered, as pgbench sends them with --rate. A call that finds no
/// free caller waits for one, and its latency counts from when it came.
/// </summary>
internal static class OpenLoop
{
    /// <summary>The finest that a thread can sleep; what comes meanwhile comes together.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    public static async Task<IReadOnlyList<Sample>> RunAsync(int callers, double perSecond, TimeSpan duration, Func<int, Task> call, CancellationToken cancellation)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var arrivals = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
        var start = Stopwatch.GetTimestamp();
        var answering = Enumerable.Range(0, callers).Select(caller => Task.Run(() => AnswerAsync(caller), cancellation)).ToArray();

        // A thread of its own: a timer of the pool would come late whenever the pool is busy with answers.
        var arriving = Task.Factory.StartNew(Arrive, failed.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var samples = await Task.WhenAll(answering);
        await arriving;
        cancellation.ThrowIfCancellationRequested();
        return [.. samples.SelectMany(own => own)];

        void Arrive()
        {
            var next = TimeSpan.Zero;
            while (next < duration && !failed.IsCancellationRequested)
            {
                for (var now = Stopwatch.GetElapsedTime(start); next <= now; next += Gap(perSecond))
                    arrivals.Writer.TryWrite(Stopwatch.GetTimestamp());
                Thread.Sleep(s_tick);
            }

            arrivals.Writer.Complete();
        }

        async Task<List<Sample>> AnswerAsync(int caller)
        {
            var own = new List<Sample>();
            try
            {
                await foreach (var came in arrivals.Reader.ReadAllAsync(failed.Token))
                {
                    await call(caller);
                    var answered = Stopwatch.GetTimestamp();
                    own.Add(new Sample(Stopwatch.GetElapsedTime(start, answered), Stopwatch.GetElapsedTime(came, answered)));
                }
            }
            catch (OperationCanceledException) when (failed.IsCancellationRequested)
            {
                // Another caller failed, and tells.
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }

            return own;
        }
    }

    /// <summary>Arrivals that do not know of each other have exponential gaps.</summary>
    private static TimeSpan Gap(double perSecond) => TimeSpan.FromSeconds(-Math.Log(1 - Random.Shared.NextDouble()) / perSecond);
}
