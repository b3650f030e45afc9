using Microsoft.Extensions.Options;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Erasures;

/// <summary>What was erased, remembered outside the database, which a backup would turn back. All nodes share one file.</summary>
internal sealed class ErasureLedger(IOptions<PersonalOptions> options, ILogger<ErasureLedger> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string? _path = options.Value.ErasureLedger is { } path ? Path.GetFullPath(path) : null;
    private readonly SemaphoreSlim _gate = new(1);
    private LedgerFile? _file;

    public bool IsConfigured => _path is not null;

    /// <summary>All lines, those of other nodes included; none when no ledger is configured.</summary>
    /// <exception cref="Refusal">It cannot be read.</exception>
    public async Task<IReadOnlyList<LedgerLine>> ReadAsync(CancellationToken cancellation) =>
        _path is null
            ? []
            : await AloneAsync(
                () =>
                {
                    Read();
                    return Task.FromResult<IReadOnlyList<LedgerLine>>([.. _file!.Lines]);
                },
                cancellation);

    /// <summary>Adds the line that is made from the lines there are, or finds that it is there already. What this returns is durable.</summary>
    /// <exception cref="Refusal">There is no ledger, or it cannot be written; then nothing was added.</exception>
    public async Task<LedgerLine> AppendAsync(Func<IReadOnlyList<LedgerLine>, LedgerLine> next, CancellationToken cancellation) =>
        _path is null
            ? throw new Refusal(ErrorReason.ErasureLedgerMissing, "")
            : await AloneAsync(
                async () =>
                {
                    using var others = await LockAsync(cancellation);
                    if (Read())
                        log.LedgerHealed();
                    var line = next(_file!.Lines);
                    return line.Sequence <= _file.Lines.Count ? line : _file.Append(line);
                },
                cancellation);

    public void Dispose() => _gate.Dispose();

    /// <summary>One at a time on this node.</summary>
    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LedgerUnavailable(e.Message);
            throw new Refusal(ErrorReason.ErasureLedgerUnavailable, "");
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool Read()
    {
        var file = _file ?? new LedgerFile(_path!);
        var unfinished = file.Read();
        _file = file;
        return unfinished;
    }

    /// <summary>Keeps other nodes from writing. A lock on a file of its own: the ledger itself must be readable all the time.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream($"{_path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
