namespace OpsPlatform.Server.Identity;

/// <summary>A value that lives elsewhere, known here for a while. Callers that find it too old wait for one load together.</summary>
/// <param name="load">Reads the value.</param>
/// <param name="maxAge">Older than this it is not used.</param>
/// <param name="minAge">Younger than this it is not loaded anew, even when a caller asks for it.</param>
internal sealed class Reloading<T>(Func<CancellationToken, Task<T>> load, TimeSpan maxAge, TimeSpan minAge, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private Loaded? _loaded;
    private Task<Loaded>? _loading;
    private int _generation;

    public ValueTask<T> GetAsync(CancellationToken cancellation) => GetAsync(maxAge, cancellation);

    /// <summary>For a caller who has reason to think that the value has changed.</summary>
    public ValueTask<T> ReloadAsync(CancellationToken cancellation) => GetAsync(minAge, cancellation);

    /// <summary>For whoever has just changed the value: what was or is being loaded is not kept.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _generation++;
            _loaded = null;
            _loading = null;
        }
    }

    private ValueTask<T> GetAsync(TimeSpan age, CancellationToken cancellation) =>
        Volatile.Read(ref _loaded) is { } loaded && clock.GetElapsedTime(loaded.Start) < age ? new(loaded.Value) : new(JoinAsync(cancellation));

    private async Task<T> JoinAsync(CancellationToken cancellation)
    {
        Task<Loaded> loading;
        lock (_gate)
            loading = _loading ??= LoadAsync(_generation);
        return (await loading.WaitAsync(cancellation)).Value;
    }

    private async Task<Loaded> LoadAsync(int generation)
    {
        // Leaves the gate before it does anything, and takes no caller's cancellation along: others wait for the same load.
        await Task.Yield();
        Loaded? loaded = null;
        try
        {
            var start = clock.GetTimestamp();
            return loaded = new Loaded(await load(CancellationToken.None), start);
        }
        finally
        {
            lock (_gate)
            {
                if (generation == _generation)
                {
                    _loaded = loaded ?? _loaded;
                    _loading = null;
                }
            }
        }
    }

    // The age counts from before the load: what changes while it runs may not be in it.
    private sealed record Loaded(T Value, long Start);
}
