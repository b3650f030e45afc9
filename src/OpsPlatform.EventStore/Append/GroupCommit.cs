using System.Threading.Channels;
using Npgsql;

namespace OpsPlatform.EventStore;

/// <summary>
/// Commits what waits, as much of it at once as there is: the next commit gathers what comes while one is under way, and a lone append waits for
/// nothing. Workers come when there is work and go when there is none.
/// </summary>
internal sealed class GroupCommit
{
    /// <summary>What a node holds back at most; beyond it callers are told to come again.</summary>
    private const int MostAppends = 16 * 1024;
    private const long MostBytes = 64 * 1024 * 1024;

    // A workspace never has two batches under way, so more workers serve more workspaces. Too many would split what could be committed together.
    private readonly AppendQueue _queue = new(MostAppends, MostBytes, mostWorkers: Math.Clamp(Environment.ProcessorCount, 2, 8));
    private readonly AppendTransaction _transaction;

    /// <summary>Batches of workspaces that other transactions hold. One worker waits for all of them, so that they delay nobody else.</summary>
    private readonly Channel<WorkspaceBatch> _held = Channel.CreateUnbounded<WorkspaceBatch>(new UnboundedChannelOptions { SingleReader = true });

    public GroupCommit(NpgsqlDataSource database, StoredTypes types)
    {
        _transaction = new AppendTransaction(database, types);
        _ = Task.Run(WorkOnHeldAsync);
    }

    /// <exception cref="StoreBusyException">Too much is waiting already.</exception>
    public async Task<AppendResult> RunAsync(PendingAppend pending, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StartWorkerIf(_queue.Add(pending));
        await using var registration = cancellation.UnsafeRegister(static (state, token) => ((PendingAppend)state!).Cancel(token), pending);
        return await pending.Result;
    }

    /// <summary>Here, up to its first wait for the database: another thread would have to wake up first, which a lone caller would wait for.</summary>
    private void StartWorkerIf(bool wanted)
    {
        if (wanted)
            _ = WorkAsync();
    }

    private async Task WorkAsync()
    {
        while (_queue.Take() is { Count: > 0 } batches)
            await CommitAsync(batches);
    }

    private async Task WorkOnHeldAsync()
    {
        await foreach (var batch in _held.Reader.ReadAllAsync())
            await CommitAsync([batch]);
    }

    private async Task CommitAsync(IReadOnlyList<WorkspaceBatch> batches)
    {
        var held = await TryCommitAsync(batches);
        foreach (var batch in batches)
        {
            if (held.Contains(batch))
                _held.Writer.TryWrite(batch);
            else
                StartWorkerIf(_queue.Done(batch));
        }
    }

    /// <summary>Gives each append its result, except those of workspaces that are held: these batches are given back.</summary>
    private async Task<IReadOnlyList<WorkspaceBatch>> TryCommitAsync(IReadOnlyList<WorkspaceBatch> batches)
    {
        try
        {
            switch (await _transaction.CommitAsync(batches))
            {
                case CommitOutcome.Committed committed:
                    foreach (var (batch, verdict) in batches.Zip(committed.Verdicts))
                        verdict.Tell(batch);
                    return [];
                case CommitOutcome.Held { Batch: { } held } when batches.Count > 1:
                    return [held, .. await TryCommitAsync([.. batches.Where(batch => batch != held)])];
                default:
                    return batches;
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or OutcomeUnknownException || batches is [{ Members.Count: 1 }])
        {
            foreach (var member in batches.SelectMany(batch => batch.Members))
                member.Pending.Fail(e);
            return [];
        }
        catch (Exception)
        {
            // One of them cannot be stored. Committed one by one, only that one fails.
            foreach (var member in batches.SelectMany(batch => batch.Members))
            {
                while (!member.Pending.IsRefusedWithItsLineage() && await TryCommitAsync([WorkspaceBatch.Of(member.Pending)]) is [_])
                {
                }
            }

            return [];
        }
    }
}
