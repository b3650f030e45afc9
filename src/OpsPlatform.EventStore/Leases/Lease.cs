using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

/// <summary>The right to do what only one node may do, until it is given back or lost.</summary>
public sealed class Lease : IAsyncDisposable
{
    /// <summary>The SQLSTATE of a guarded transaction whose lease has passed on.</summary>
    public const string PassedOn = "OP001";

    private readonly Leases _leases;
    private readonly CancellationTokenSource _lost = new();

    internal Lease(Leases leases, string name, long fence) => (_leases, Name, Fence, Lost) = (leases, name, fence, _lost.Token);

    public string Name { get; }

    /// <summary>Grows with each holder, over all nodes and restarts.</summary>
    public long Fence { get; }

    /// <summary>
    /// Cancelled when the database has ended the session that held the lease, or cannot be asked. Another node may hold it from then on, and for
    /// a node that was suspended even before: what must not happen twice is written behind a <see cref="Guard"/>.
    /// </summary>
    public CancellationToken Lost { get; }

    /// <summary>
    /// The first command of a transaction that is to fail with <see cref="PassedOn"/> when the lease has passed on. Until the transaction is
    /// done, it cannot pass on.
    /// </summary>
    public NpgsqlBatchCommand Guard() => new("select ops_check_lease($1, $2)")
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = Name, NpgsqlDbType = NpgsqlDbType.Varchar },
            new NpgsqlParameter<long> { TypedValue = Fence, NpgsqlDbType = NpgsqlDbType.Bigint },
        },
    };

    /// <summary>Gives it back; another node takes it at its next attempt.</summary>
    public async ValueTask DisposeAsync()
    {
        await _leases.ReleaseAsync(this);
        _lost.Dispose();
    }

    internal async Task LoseAsync()
    {
        try
        {
            await _lost.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It was given back in the same instant.
        }
    }
}
