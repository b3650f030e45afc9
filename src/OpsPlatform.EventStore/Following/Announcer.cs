using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>
/// Tells the other nodes what this one has committed. Not in the commit: NOTIFY takes a lock of the whole database until its transaction is
/// done. What is lost when the node dies in between, they find by looking.
/// </summary>
internal sealed class Announcer(NpgsqlDataSource database, TimeSpan interval, FeedMetrics metrics)
{
    // Nothing is stored, so nothing has to be flushed.
    private const string Settings = "-c synchronous_commit=off";

    private readonly MovesQueue _moves = new();

    public void Add(string tenant, long position) => _moves.Add(tenant, position);

    /// <summary>Announces until the session is lost.</summary>
    public async Task RunAsync(Action onReady, CancellationToken cancellation)
    {
        await using var session = await OwnSession.OpenAsync(database, "ops announcer", Settings, cancellation);
        await using var notify = new NpgsqlCommand("select pg_notify($1, payload) from unnest($2) payload", session);
        var payloads = new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
        notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Announcement.Channel });
        notify.Parameters.Add(payloads);
        await notify.PrepareAsync(cancellation);
        onReady();
        while (true)
        {
            var moves = await _moves.TakeAsync(cancellation);
            payloads.TypedValue = [.. Announcement.Write(moves)];
            try
            {
                metrics.CountAnnouncement();
                await notify.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The next session announces them.
                foreach (var (tenant, position) in moves)
                    _moves.Add(tenant, position);
                throw;
            }

            await Task.Delay(interval, cancellation);
        }
    }
}
