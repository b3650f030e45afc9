using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>
/// Reads documents that are asked for one by one, as many in one round trip as are wanted at the same time: the next round gathers what is asked
/// for while one is under way. Each reader sees what was committed before it asked.
/// </summary>
internal sealed class DocumentReads(NpgsqlDataSource database)
{
    private const int MostReads = 256;

    // One round under way and one being prepared keep the database busy; more would make the rounds smaller.
    private const int MostWorkers = 2;

    private readonly Lock _gate = new();
    private readonly Queue<Read> _waiting = [];
    private int _workers;

    public Task<StoredDocument<IMessage>?> GetAsync(StoredType type, string tenant, string id)
    {
        var read = new Read(type, tenant, id);
        lock (_gate)
        {
            _waiting.Enqueue(read);
            if (_workers == MostWorkers)
                return read.Result.Task;
            _workers++;
        }

        _ = WorkAsync();
        return read.Result.Task;
    }

    private async Task WorkAsync()
    {
        while (Take() is { Count: > 0 } reads)
        {
            try
            {
                await ReadAsync([.. reads.GroupBy(read => (read.Tenant, read.Type)).OrderBy(group => group.Key.Tenant, StringComparer.Ordinal).Select(group => group.ToArray())]);
            }
            catch (Exception e)
            {
                var problem = e is NpgsqlException failure && DatabaseErrors.IsExpected(failure) ? DatabaseErrors.Translate(failure) : e;
                foreach (var read in reads)
                    read.Result.TrySetException(problem);
            }
        }
    }

    private List<Read> Take()
    {
        var taken = new List<Read>();
        lock (_gate)
        {
            while (taken.Count < MostReads && _waiting.TryDequeue(out var read))
                taken.Add(read);
            if (taken.Count == 0)
                _workers--;
        }

        return taken;
    }

    private async Task ReadAsync(Read[][] groups)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        string? walled = null;
        foreach (var group in groups)
        {
            if (walled != group[0].Tenant)
                batch.BatchCommands.Add(Wall.Around(walled = group[0].Tenant));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(group[0].Type.Select)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = group[0].Tenant, NpgsqlDbType = NpgsqlDbType.Varchar },
                    new NpgsqlParameter<string[]> { TypedValue = [.. group.Select(read => read.Id)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                },
            });
        }

        await batch.PrepareAsync();
        await using var reader = await batch.ExecuteReaderAsync();
        foreach (var group in groups)
        {
            await reader.ToAnswerAsync(CancellationToken.None);
            while (await reader.ReadAsync())
                group[(int)reader.GetInt64(0) - 1].TryDecode(reader);
            await reader.NextResultAsync();
            foreach (var read in group)
                read.Result.TrySetResult(null);
        }
    }

    private sealed class Read(StoredType type, string tenant, string id)
    {
        public StoredType Type => type;

        public string Tenant => tenant;

        public string Id => id;

        public TaskCompletionSource<StoredDocument<IMessage>?> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>A document that cannot be decoded fails its reader and nobody else.</summary>
        public void TryDecode(NpgsqlDataReader row)
        {
            try
            {
                Result.TrySetResult(new StoredDocument<IMessage>(id, type.Decode(row.GetFieldValue<byte[]>(1)), row.GetInt64(2)));
            }
            catch (InvalidProtocolBufferException e)
            {
                Result.TrySetException(e);
            }
        }
    }
}
