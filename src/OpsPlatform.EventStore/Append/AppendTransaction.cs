using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>
/// Batches of several workspaces as one transaction and one round trip: the statements travel together, and with no transaction around them
/// they are one by themselves. Once they are on their way they are not cancelled, so that a caller who leaves does not leave the outcome open.
/// </summary>
internal sealed class AppendTransaction(NpgsqlDataSource database, StoredTypes types)
{
    private const string MakeWorkspace = "insert into ops_workspaces (tenant_id, last_seq_id) values ($1, 0) on conflict do nothing";

    /// <summary>Workspaces that are known to have their row. Forgotten when they are many: a statement too many does no harm.</summary>
    private const int MostKnown = 100_000;

    private readonly ConcurrentDictionary<string, bool> _known = new();

    /// <param name="batches">Ordered by workspace, so that two nodes take the rows in the same order.</param>
    /// <exception cref="StoreUnavailableException">Nothing was stored.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been stored; the requests' records tell.</exception>
    public async Task<CommitOutcome> CommitAsync(IReadOnlyList<WorkspaceBatch> batches)
    {
        await using var connection = await DatabaseErrors.OpenAsync(database, CancellationToken.None);
        await using var statements = new NpgsqlBatch(connection);
        var owners = new List<WorkspaceBatch>();
        foreach (var batch in batches)
        {
            statements.BatchCommands.Add(Wall.Around(batch.Tenant));
            if (!_known.ContainsKey(batch.Tenant))
                statements.BatchCommands.Add(new NpgsqlBatchCommand(MakeWorkspace) { Parameters = { new() { Value = batch.Tenant, NpgsqlDbType = NpgsqlDbType.Varchar } } });
            AppendStatements.Add(statements, batch, types);
            while (owners.Count < statements.BatchCommands.Count)
                owners.Add(batch);
        }

        var (sent, executed) = (false, false);
        try
        {
            // A round trip of its own on a connection's first use of a statement, and none afterwards.
            await statements.PrepareAsync();
            sent = true;
            await using var reader = await statements.ExecuteReaderAsync();
            var verdicts = new List<BatchVerdict>(batches.Count);
            do
            {
                if (reader.FieldCount > 0 && await reader.ReadAsync())
                    verdicts.Add(BatchVerdict.Read(reader));
            }
            while (verdicts.Count < batches.Count && await reader.NextResultAsync());
            executed = true;
            while (await reader.NextResultAsync())
            {
            }

            Remember(batches);
            return new CommitOutcome.Committed(verdicts);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return new CommitOutcome.Held(e.BatchCommand is NpgsqlBatchCommand command ? owners[statements.BatchCommands.IndexOf(command)] : null);
        }
        catch (NpgsqlException e) when (sent && MayHaveCommitted(e, executed))
        {
            throw new OutcomeUnknownException(e);
        }
        catch (NpgsqlException e) when (DatabaseErrors.IsExpected(e))
        {
            throw DatabaseErrors.Translate(e);
        }
    }

    private void Remember(IEnumerable<WorkspaceBatch> batches)
    {
        if (_known.Count > MostKnown)
            _known.Clear();
        foreach (var batch in batches)
            _known.TryAdd(batch.Tenant, true);
    }

    /// <summary>
    /// A plain error has rolled everything back. A fatal one ends the session, which can happen between the commit and its report, but not
    /// before the statements have answered. A connection that breaks says nothing.
    /// </summary>
    private static bool MayHaveCommitted(NpgsqlException e, bool executed) =>
        e is not PostgresException error || (executed && error.InvariantSeverity is "FATAL" or "PANIC");
}

internal abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <param name="Verdicts">What became of each batch.</param>
    public sealed record Committed(IReadOnlyList<BatchVerdict> Verdicts) : CommitOutcome;

    /// <summary>Nothing was stored: another transaction has held a workspace's row for longer than a commit waits.</summary>
    /// <param name="Batch">Whose workspace it is, or null when the database does not say.</param>
    public sealed record Held(WorkspaceBatch? Batch) : CommitOutcome;
}
