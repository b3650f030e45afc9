using System.Net.Sockets;
using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>Sessions that are held for as long as they last, apart from the pool that statements borrow from.</summary>
internal static class OwnSession
{
    private const int MostSecondsToConnect = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <param name="name">What it is for; shown in pg_stat_activity.</param>
    /// <param name="settings">Further settings of the session, as `-c name=value`.</param>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource database, string name, string settings, CancellationToken cancellation)
    {
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Pooling = false,
            ApplicationName = name,
            Timeout = MostSecondsToConnect,

            // A session that does not answer in time is given up, not asked to stop.
            CancellationTimeout = -1,
        };
        address.Options = $"{address.Options} {settings}".Trim();

        // The source does not show its password, but passes it on.
        await using var unopened = database.CreateConnection();
        var session = await unopened.CloneWithAsync(address.ConnectionString, cancellation);
        try
        {
            await session.OpenAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads what the database sends by itself until there is something to do; throws at once when the session ends.</summary>
    public static async Task AttendAsync(NpgsqlConnection session, Task until, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var attending = session.WaitAsync(stop.Token);
        await Task.WhenAny(attending, until);
        await stop.CancelAsync();
        try
        {
            await attending;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // There is something to do.
        }
    }

    /// <summary>
    /// Works on one session after another until cancelled. The first loss is followed by a new session at once, because it is mostly the session's
    /// own; the next ones, which are the database's, in growing intervals.
    /// </summary>
    /// <param name="work">Works until its session is lost; says when it has come to work.</param>
    public static async Task LastingAsync(Func<Action, Task> work, Action<Exception>? onLoss, TimeProvider time, CancellationToken cancellation)
    {
        var pause = TimeSpan.Zero;
        try
        {
            while (true)
            {
                try
                {
                    await work(() => pause = TimeSpan.Zero);
                }
                catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or SocketException)
                {
                    cancellation.ThrowIfCancellationRequested();
                    onLoss?.Invoke(e);
                }

                await Task.Delay(pause, time, cancellation);
                pause = pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It is no failure to be told to stop.
        }
    }
}
