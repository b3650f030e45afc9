using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>
/// Streams of events, the documents that hold their current state, and the requests that were handled, in one PostgreSQL database.
/// Everything belongs to a tenant; nothing is read or written across tenants, except what is due.
/// </summary>
/// <param name="database">Made by <see cref="OpenDatabase"/>.</param>
public sealed partial class PostgresEventStore(NpgsqlDataSource database, StoredTypes types)
{
    private readonly GroupCommit _commits = new(database, types);
    private readonly DocumentReads _reads = new(database);

    private const string Plans = "-c enable_seqscan=off -c enable_bitmapscan=off -c jit=off";

    /// <summary>A machine that vanishes in a commit holds its workspaces no longer than this, instead of two hours.</summary>
    private const string Keepalives = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    /// <summary>A pool of connections that keep the statements that were prepared on them.</summary>
    public static NpgsqlDataSource OpenDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // The reset discards cached plans, which halves throughput. The store leaves no state in a session that a next user could see.
            NoResetOnClose = true,

            // Which statements are worth preparing is known here: those that callers shape with filters would drive out the others.
            MaxAutoPrepare = 0,

            // Tells which stream's statement a conflict is about.
            IncludeFailedBatchedCommand = true,
        };

        // Each statement has its index, and each is short. Statistics of a table that has grown since, or that one hot stream fills, would
        // have a kept statement read the whole table, or be compiled for longer than it runs. What callers filter by has no statistics: taken for
        // rare, it would have the whole of a stream or list read and sorted for one page, instead of the page in the index's order.
        builder.Options = $"{builder.Options} {Plans} {Keepalives}".TrimStart();
        return NpgsqlDataSource.Create(builder);
    }

    /// <summary>A page of at most so many rows, of fewer where they are long, of one at least; and whether there are more.</summary>
    /// <param name="sql">Without its limit.</param>
    /// <param name="bytes">How long a row is in an answer, about.</param>
    private async Task<(List<T> Rows, bool HasMore)> PageAsync<T>(SqlText sql, int limit, long mostBytes, Func<NpgsqlDataReader, T> row, Func<T, long> bytes, CancellationToken cancellation)
    {
        var total = 0L;

        // One more than asked, or than there is room for, tells that there are more.
        sql.Add($" limit {sql.Number(limit + 1L)}");
        var rows = await QueryAsync(sql, row, cancellation, read => (total += bytes(read[^1])) > mostBytes && read.Count > 1);
        var hasMore = rows.Count > limit || (rows.Count > 1 && total > mostBytes);
        if (hasMore)
            rows.RemoveAt(rows.Count - 1);
        return (rows, hasMore);
    }

    /// <param name="isEnough">Whether the last of these rows needs no other after it; null reads all.</param>
    private async Task<List<T>> QueryAsync<T>(SqlText sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, Func<List<T>, bool>? isEnough = null)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var batch = sql.On(connection);
            if (sql.IsKept)
                await batch.PrepareAsync(cancellation);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            await reader.ToAnswerAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(row(reader));
                if (isEnough?.Invoke(rows) == true)
                    break;
            }

            return rows;
        }
        catch (NpgsqlException e) when (DatabaseErrors.IsExpected(e))
        {
            throw DatabaseErrors.Translate(e);
        }
    }
}
