using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>
/// Hears what other nodes announce, and looks itself now and then, because an announcement can be lost: with the node that owed it, or with
/// a session of either side. The look is a statement on the listening session, so that it also finds a session that has died in silence.
/// </summary>
internal sealed class Listener(NpgsqlDataSource database, TimeSpan interval, TimeProvider time, FeedMetrics metrics, Action<string, long> heard, Action<string, long> seen)
{
    // A look passes over all rows, for which the index is the slow way.
    private const string Settings = "-c enable_seqscan=on";

    private const int MostSecondsPerLook = 10;

    /// <summary>Everything that was committed before this is seen by a look that begins after it.</summary>
    private const string ReadHorizon = "select pg_snapshot_xmin(pg_current_snapshot())::text";

    private const string ReadAll = "select tenant_id, last_seq_id from ops_workspaces";

    /// <summary>
    /// Only rows that a transaction has written which was not done at the last look. Ages compare right when transaction numbers wrap around; a
    /// row that is taken for a newer one, because it is two thousand million transactions old, is a row too much and no harm.
    /// </summary>
    private const string ReadChanged = $"{ReadAll} where age(xmin) <= age($1::xid8::xid)";

    private bool _mustLook;

    /// <summary>Listens until the session is lost.</summary>
    /// <param name="onReady">Called when announcements are heard and what came before them is known.</param>
    public async Task RunAsync(Action onReady, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(interval, time);
        await using var session = await OwnSession.OpenAsync(database, "ops listener", Settings, cancellation);
        session.Notification += (_, notification) => Hear(notification.Payload);
        await using var listen = new NpgsqlCommand($"listen {Announcement.Channel}", session);
        await listen.ExecuteNonQueryAsync(cancellation);
        var horizon = await LookAsync(session, null, cancellation);
        onReady();

        var tick = timer.WaitForNextTickAsync(cancellation).AsTask();
        while (true)
        {
            if (!_mustLook)
                await OwnSession.AttendAsync(session, tick, cancellation);
            if (tick.IsCompleted)
                tick = timer.WaitForNextTickAsync(cancellation).AsTask();
            else if (!_mustLook)
                continue;
            _mustLook = false;
            horizon = await LookAsync(session, horizon, cancellation);
        }
    }

    private void Hear(string payload)
    {
        if (Announcement.Read(payload) is not { } moves)
            _mustLook = true;
        else
        {
            foreach (var (tenant, position) in moves)
                heard(tenant, position);
        }
    }

    private async Task<string> LookAsync(NpgsqlConnection session, string? horizon, CancellationToken cancellation)
    {
        metrics.CountScan();
        await using var batch = new NpgsqlBatch(session) { Timeout = MostSecondsPerLook };
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ReadHorizon));
        batch.BatchCommands.Add(horizon is null ? new NpgsqlBatchCommand(ReadAll) : new NpgsqlBatchCommand(ReadChanged) { Parameters = { new() { Value = horizon } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var next = reader.GetString(0);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            seen(reader.GetString(0), reader.GetInt64(1));
        return next;
    }
}
