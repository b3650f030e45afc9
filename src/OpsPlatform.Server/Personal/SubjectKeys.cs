using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Personal;

/// <summary>The keys of data subjects: made when they are first needed, shared by all nodes through the database.</summary>
internal sealed class SubjectKeys(PostgresEventStore store, SubjectKeyCache cache, IOptions<PersonalOptions> options, TimeProvider time, ILogger<SubjectKeys> log)
{
    private readonly KeyWrapping _wrapping = new(options.Value.KeyEncryptionKey);
    private int _warned;

    /// <summary>The keys of the subjects; those that have none are given one, or left out, as <paramref name="missing"/> says.</summary>
    public async Task<LeasedKeys> LeaseAsync(string workspace, IReadOnlyCollection<string> subjects, MissingKeys missing, CancellationToken cancellation)
    {
        var lease = new LeasedKeys();
        try
        {
            var unknown = new List<string>();
            foreach (var subject in subjects)
            {
                if (!cache.TryLease(workspace, subject, lease))
                    unknown.Add(subject);
            }

            if (unknown.Count > 0)
                await LoadAsync(lease, workspace, unknown, missing, cancellation);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <exception cref="InvalidOperationException">Keys in the database are wrapped under a key-encryption key that this server does not have.</exception>
    public async Task CheckWrappingAsync(CancellationToken cancellation)
    {
        if (await store.SubjectKeyWrappersAsync(cancellation) is not { } found || (found.First == _wrapping.Id && found.Last == _wrapping.Id))
            return;
        throw new InvalidOperationException(_wrapping.IsOn
            ? "Personal:KeyEncryptionKey is not the one that the keys of data subjects in the database are wrapped under. Set the one that they were made with; without it nothing personal can be read."
            : "The keys of data subjects in the database are wrapped, and Personal:KeyEncryptionKey is not set. Set the one that they were made with; without it nothing personal can be read.");
    }

    private async Task LoadAsync(LeasedKeys lease, string workspace, List<string> subjects, MissingKeys missing, CancellationToken cancellation)
    {
        var (read, erasures) = (time.GetTimestamp(), cache.Erasures);
        var digests = subjects.ToDictionary(subject => subject, subject => SubjectDigest.Of(workspace, subject));
        var rows = (await store.FindSubjectKeysAsync(workspace, [.. digests.Values.Select(digest => (ReadOnlyMemory<byte>)digest)], cancellation))
            .ToDictionary(row => Convert.ToHexString(row.Subject.Span));
        foreach (var (subject, digest) in digests)
        {
            if (rows.GetValueOrDefault(Convert.ToHexString(digest)) is not { } row)
            {
                if (missing == MissingKeys.Throwaway)
                    lease.Add(subject, new SubjectKey(Guid.NewGuid(), digest, RandomNumberGenerator.GetBytes(SubjectKey.Size)));
                if (missing != MissingKeys.Kept)
                    continue;
                row = await MakeAsync(workspace, digest, cancellation);
            }

            var key = Open(row);
            lease.Add(subject, key?.Copy());
            cache.Put(workspace, subject, key, read, erasures);
        }
    }

    private async Task<SubjectKeyRow> MakeAsync(string workspace, byte[] digest, CancellationToken cancellation)
    {
        var key = RandomNumberGenerator.GetBytes(SubjectKey.Size);
        var id = Guid.NewGuid();
        if (!_wrapping.IsOn && Interlocked.Exchange(ref _warned, 1) == 0)
            log.SubjectKeyInClear();
        var stored = _wrapping.IsOn ? _wrapping.Wrap(key, Purpose(digest, id)) : key;
        var row = await store.AddSubjectKeyAsync(workspace, new SubjectKeyRow(digest, id, stored, _wrapping.Id, null), time.GetUtcNow(), cancellation);
        CryptographicOperations.ZeroMemory(key);
        return row;
    }

    private SubjectKey? Open(SubjectKeyRow row)
    {
        if (row is not { KeyId: { } id, Key: { } stored })
            return null;
        var key = row.WrappedBy is null
            ? stored.ToArray()
            : _wrapping.Unwrap(stored.Span, Purpose(row.Subject.Span, id))
                ?? throw new InvalidOperationException($"The data subject's key {id} is wrapped under the key-encryption key {row.WrappedBy}, which is not Personal:KeyEncryptionKey.");
        var opened = new SubjectKey(id, row.Subject.Span, key);
        CryptographicOperations.ZeroMemory(key);
        return opened;
    }

    private static string Purpose(ReadOnlySpan<byte> digest, Guid id) => $"{Convert.ToHexString(digest)}/{id}";
}

/// <summary>What a subject without a key gets.</summary>
internal enum MissingKeys
{
    /// <summary>Nothing.</summary>
    LeftOut,

    /// <summary>A key of its own, for good.</summary>
    Kept,

    /// <summary>A key that nobody keeps, for a call that is to leave nothing behind.</summary>
    Throwaway,
}
