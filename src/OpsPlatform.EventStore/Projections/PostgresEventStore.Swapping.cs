using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>
    /// Puts the documents of a finished rebuild in the place of those that are read. Who reads meanwhile sees the old ones or the new ones, whole.
    /// </summary>
    /// <param name="position">The position that the rebuild was seen at.</param>
    /// <returns>Whether it was done; false when the rebuild is elsewhere by now, or behind what is read.</returns>
    internal async Task<bool> SwapAsync(string tenant, Projection projection, long position, DateTimeOffset time, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await DatabaseErrors.OpenAsync(database, cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (!await LockAsync(connection, tenant, projection, position, cancellation))
                return false;
            await using var batch = new NpgsqlBatch(connection);
            foreach (var type in projection.Documents.Select(types.Document))
            {
                const string columns = "tenant_id, id, data, mt_last_modified, mt_dotnet_type, mt_version, bdata, ops_due";
                Add(batch, $"delete from {type.Table} where tenant_id = $1", tenant);
                Add(batch, $"insert into {type.Table} ({columns}) select {columns} from {type.RebuildTable} where tenant_id = $1", tenant);
                Add(batch, $"delete from {type.RebuildTable} where tenant_id = $1", tenant);
            }

            Add(batch, "delete from ops_projections where tenant_id = $1 and name = $2 and is_served", tenant, projection.Name);
            Add(batch, "update ops_projections set is_served = true, updated = $3 where tenant_id = $1 and name = $2", tenant, projection.Name)
                .Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            await batch.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (NpgsqlException e) when (DatabaseErrors.IsExpected(e))
        {
            // Whether it was done or not, the next look at the positions tells.
            throw DatabaseErrors.Translate(e);
        }
    }

    /// <summary>Holds the rows of both until the end of the transaction, if the rebuild is where it was seen and the documents that are read are not ahead of it.</summary>
    private static async Task<bool> LockAsync(NpgsqlConnection connection, string tenant, Projection projection, long position, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Wall.Around(tenant));
        Add(batch, "select is_served, version, last_seq_id from ops_projections where tenant_id = $1 and name = $2 order by is_served for update", tenant, projection.Name);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ToAnswerAsync(cancellation);
        var isFinished = false;
        while (await reader.ReadAsync(cancellation))
        {
            if (!reader.GetBoolean(0))
                isFinished = (reader.GetInt32(1), reader.GetInt64(2)) == (projection.Version, position);
            else if (reader.GetInt64(2) > position)
                return false;
        }

        return isFinished;
    }

    private static NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<string> texts)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var text in texts)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        batch.BatchCommands.Add(command);
        return command;
    }
}
