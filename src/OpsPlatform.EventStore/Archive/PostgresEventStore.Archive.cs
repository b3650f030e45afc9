using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    private const string LockWorkspace = "select from ops_workspaces where tenant_id = $1 for update";

    private const string CloseStream = "update mt_streams set is_archived = true where tenant_id = $1 and id = $2 and not is_archived";

    private const string OpenStream = "update mt_streams set is_archived = false where tenant_id = $1 and id = $2 and is_archived";

    // Of two that move a stream one waits, then sees what the other has done: each statement looks anew. Not by the stream's row, because an
    // append takes that after the workspace's, and a move before.
    private const string LockMove = "select from pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";

    /// <summary>
    /// Takes a stream that has ended out of the way: its events move to the archive, where all readers find them as they were. From now on an append to it is a
    /// version conflict. Its root document, if it has one, is due no more. Doing it again, after a crash too, does what is left to do.
    /// </summary>
    /// <returns>How many events were moved.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or takes no work; do it again.</exception>
    public async Task<long> ArchiveAsync<TRoot>(string tenant, string stream, CancellationToken cancellation = default)
        where TRoot : class, IMessage<TRoot>, new()
    {
        // In a transaction of its own, because it takes the workspace's row: no append is under way then, and none has to wait for the move.
        await ExecuteAsync([LockWorkspace, CloseStream], tenant, stream, cancellation);

        var settle = $"update {types.Document<TRoot>().Table} set ops_due = null where tenant_id = $1 and id = $2 and ops_due is not null and exists (select from mt_streams where tenant_id = $1 and id = $2 and is_archived)";
        return await ExecuteAsync([LockMove, Move("mt_events", "ops_archived_events", isArchived: true), settle], tenant, stream, cancellation);
    }

    /// <summary>Undoes <see cref="ArchiveAsync{TRoot}"/>, except that the root document stays as it is: the stream is not archived again by itself.</summary>
    /// <returns>How many events were moved; 0 when the stream is not archived.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was changed.</exception>
    public Task<long> RestoreAsync(string tenant, string stream, CancellationToken cancellation = default) =>
        ExecuteAsync([LockMove, Move("ops_archived_events", "mt_events", isArchived: false), LockWorkspace, OpenStream], tenant, stream, cancellation);

    /// <summary>Whatever columns there are move unchanged, except for the one that says where the event is.</summary>
    private static string Move(string from, string to, bool isArchived) =>
        $$"""
        with moved as (
            delete from {{from}} e using mt_streams s
            where s.tenant_id = $1 and s.id = $2 and s.is_archived and e.tenant_id = $1 and e.stream_id = $2 returning e as event
        ), stored as (
            insert into {{to}} select event.* from moved, jsonb_populate_record(moved.event, '{"is_archived": {{(isArchived ? "true" : "false")}}}') event returning 1
        )
        select count(*) from stored
        """;

    /// <summary>Statements as one transaction and one round trip.</summary>
    /// <returns>What the one statement that counts has counted.</returns>
    private async Task<long> ExecuteAsync(IEnumerable<string> statements, string tenant, string stream, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);

            // A long stream takes its time. Cancelled, nothing has moved.
            await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
            batch.BatchCommands.Add(Wall.Around(tenant));
            foreach (var statement in statements)
                batch.BatchCommands.Add(new NpgsqlBatchCommand(statement) { Parameters = { Text(tenant), Text(stream) } });
            var count = 0L;
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            do
            {
                if (reader.FieldCount > 0 && await reader.ReadAsync(cancellation))
                    count = reader.GetInt64(0);
            }
            while (await reader.NextResultAsync(cancellation));
            return count;
        }
        catch (NpgsqlException e) when (DatabaseErrors.IsExpected(e))
        {
            throw DatabaseErrors.Translate(e);
        }

        static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Varchar };
    }
}
