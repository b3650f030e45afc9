using System.Diagnostics;
using Npgsql;
using OpsPlatform.Bench.Load;
using OpsPlatform.EventStore;

namespace OpsPlatform.Bench.Feed;

/// <summary>Reads a workspace from its beginning again and again: by a follower, and by the same SELECT without a store around it. A sample is an event; it has no latency.</summary>
internal sealed class CatchingUp(FeedNode follower, NpgsqlDataSource database, string workspace, TimeSpan duration)
{
    private const string Rows = "select seq_id, id, stream_id, version, type, wire, timestamp, headers::text from mt_events where tenant_id = $1 and seq_id <= $2 order by seq_id";

    private readonly List<Sample> _samples = [];
    private long? _firstAt;

    private bool IsOver => _firstAt is { } first && Stopwatch.GetElapsedTime(first) >= duration;

    public async Task<IReadOnlyList<Sample>> FollowAsync(CancellationToken cancellation)
    {
        var last = await LastAsync(cancellation);
        while (!IsOver)
        {
            await foreach (var events in follower.Feed.FollowAsync(workspace, after: 0, cancellation))
            {
                Add(events.Count);
                if (events[^1].Position >= last || IsOver)
                    break;
            }
        }

        return _samples;
    }

    public async Task<IReadOnlyList<Sample>> SelectAsync(CancellationToken cancellation)
    {
        var last = await LastAsync(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(Rows, connection) { Parameters = { new() { Value = workspace }, new() { Value = last } } };
        await command.PrepareAsync(cancellation);
        while (!IsOver)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (!IsOver && await reader.ReadAsync(cancellation))
            {
                (reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5), reader.GetDateTime(6), reader.GetString(7)).GetHashCode();
                Add(1);
            }

            await connection.CloseAsync();
            await connection.OpenAsync(cancellation);
        }

        return _samples;
    }

    private void Add(int events)
    {
        _firstAt ??= Stopwatch.GetTimestamp();
        var now = Stopwatch.GetElapsedTime(_firstAt.Value);
        for (; events > 0; events--)
            _samples.Add(new Sample(now, TimeSpan.Zero));
    }

    private async Task<long> LastAsync(CancellationToken cancellation) =>
        (await follower.Store.ReadPositionsAsync(cancellation)).Single(workspaces => workspaces.Tenant == workspace).Position;
}
