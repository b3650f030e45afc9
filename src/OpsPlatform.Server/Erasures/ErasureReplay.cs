using OpsPlatform.Domain;
using OpsPlatform.Domain.Erasures;
using OpsPlatform.Erasures.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Erasures;

/// <summary>
/// Holds the database to the ledger: before the server serves, and again and again in case the database is turned back meanwhile. A
/// subject that the ledger names has no key, whatever a backup brought back, and its erasure is on record.
/// </summary>
internal sealed class ErasureReplay(
    PostgresEventStore store, ErasureLedger ledger, SubjectKeys keys, SubjectKeyCache cache, CommandRunner<Erasure> commands, TimeProvider time, ILogger<ErasureReplay> log)
    : PeriodicWork(TimeSpan.FromSeconds(10), time, log)
{
    private const int Slice = 1000;

    /// <summary>A call that erases is given so long to record it itself, in the caller's name.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;
    private int _recorded;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.CheckWrappingAsync(cancellationToken);
        try
        {
            await ApplyAsync(DateTimeOffset.MaxValue, cancellationToken);
        }
        catch (Refusal refusal)
        {
            throw new InvalidOperationException("The erasure ledger cannot be read, and without it erased persons could be back. Check the file and folder that Personal:ErasureLedger names; the server must be able to read and write them.", refusal);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task RunOnceAsync(CancellationToken cancellation)
    {
        cache.Sweep();
        try
        {
            await ApplyAsync(_time.GetUtcNow() - Grace, cancellation);
        }
        catch (Refusal)
        {
            // The ledger has logged why. What it says was applied when the server started, and will be again.
        }
    }

    private async Task ApplyAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        var lines = await ledger.ReadAsync(cancellation);
        foreach (var workspace in lines.GroupBy(line => line.Workspace))
        {
            foreach (var slice in workspace.Chunk(Slice))
            {
                if (await store.EraseSubjectsAsync(workspace.Key, [.. slice.Select(line => line.Subjects)], cancellation) is > 0 and var count)
                    _log.ErasuresReapplied(count, workspace.Key);
            }
        }

        // What this node has once seen on record it does not look for again; the keys, which matter, it does.
        while (_recorded < lines.Count && lines[_recorded].Time <= until)
        {
            var line = lines[_recorded];
            if (await store.GetDocumentAsync<Erasure>(line.Workspace, $"erasures/{line.Erasure}", cancellation) is null)
                await commands.Run(line.Workspace, $"erasures/{line.Erasure}", [], (erasure, context) => ErasureDecider.Record(erasure, line.Event, context), cancellation);
            _recorded++;
        }
    }
}
