using Npgsql;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>
    /// Commits events, documents and the request's record in one transaction and one round trip. Once it is on its way it is not cancelled,
    /// so that a caller who leaves does not leave the outcome open.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing was stored.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been stored; the request's record tells.</exception>
    public async Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        cancellation.ThrowIfCancellationRequested();
        var statements = new AppendBatch(connection, append, types);
        await using var batch = statements.Batch;
        var (sent, executed) = (false, false);
        try
        {
            // A round trip of its own on a connection's first use of a statement, and none afterwards.
            await batch.PrepareAsync(CancellationToken.None);
            sent = true;
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            await reader.ReadAsync(CancellationToken.None);
            var position = reader.GetInt64(0);
            executed = true;
            while (await reader.NextResultAsync(CancellationToken.None))
            {
            }

            return new AppendResult.Committed(position);
        }
        catch (PostgresException e) when (statements.Refusal(e) is { } refusal)
        {
            return refusal;
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

    /// <summary>
    /// A plain error has rolled everything back. A fatal one ends the session, which can happen between the commit and its report, but not
    /// before the statements have answered. A connection that breaks says nothing.
    /// </summary>
    private static bool MayHaveCommitted(NpgsqlException e, bool executed) =>
        e is not PostgresException error || (executed && error.InvariantSeverity is "FATAL" or "PANIC");

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await database.OpenConnectionAsync(cancellation);
        }
        catch (NpgsqlException e) when (DatabaseErrors.IsExpected(e))
        {
            throw DatabaseErrors.Translate(e);
        }
    }
}
