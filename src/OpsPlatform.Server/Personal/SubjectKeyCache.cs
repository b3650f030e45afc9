namespace OpsPlatform.Server.Personal;

/// <summary>
/// The keys that this node has used within the last moments. Nothing tells it of another node's erasure: it forgets so soon that
/// the erasure acts within a second. Whatever leaves it is cleared.
/// </summary>
internal sealed class SubjectKeyCache(TimeProvider time) : IDisposable
{
    /// <summary>Less than the second that is promised, with room for reading the database.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(750);

    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Workspace, string Subject), (SubjectKey? Key, long Read)> _entries = [];
    private int _erasures;

    /// <summary>Counts what was taken out because its subject was erased; what was read before that is not put in after it.</summary>
    public int Erasures => Volatile.Read(ref _erasures);

    /// <summary>Gives the lease a copy, or the knowledge that the subject is erased; false when neither is known.</summary>
    public bool TryLease(string workspace, string subject, LeasedKeys lease)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue((workspace, subject), out var entry) || time.GetElapsedTime(entry.Read) >= MaxAge)
                return false;
            lease.Add(subject, entry.Key?.Copy());
            return true;
        }
    }

    /// <param name="key">The cache's own from now on; null when the subject is erased.</param>
    /// <param name="read">A timestamp from before the key was read.</param>
    /// <param name="erasures">What <see cref="Erasures"/> was before the key was read.</param>
    public void Put(string workspace, string subject, SubjectKey? key, long read, int erasures)
    {
        lock (_gate)
        {
            if (erasures != _erasures)
            {
                key?.Dispose();
                return;
            }

            if (_entries.Count >= Capacity)
                Sweep(all: false);
            if (_entries.Count >= Capacity)
                Sweep(all: true);
            Remove((workspace, subject));
            _entries.Add((workspace, subject), (key, read));
        }
    }

    /// <summary>Forgets a subject that was erased.</summary>
    public void Erase(string workspace, string subject)
    {
        lock (_gate)
        {
            _erasures++;
            Remove((workspace, subject));
        }
    }

    /// <summary>Clears what is too old to be used.</summary>
    public void Sweep()
    {
        lock (_gate)
            Sweep(all: false);
    }

    public void Dispose()
    {
        lock (_gate)
            Sweep(all: true);
    }

    private void Sweep(bool all)
    {
        foreach (var (place, entry) in _entries)
        {
            if (all || time.GetElapsedTime(entry.Read) >= MaxAge)
                Remove(place);
        }
    }

    private void Remove((string Workspace, string Subject) place)
    {
        if (_entries.Remove(place, out var entry))
            entry.Key?.Dispose();
    }
}
