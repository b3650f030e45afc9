using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace OpsPlatform.Server.Identity;

/// <summary>
/// Keeps between half of and all of its capacity of what was used last. Two generations instead of a list in order of use:
/// reading takes no lock, and forgetting is dropping the older one.
/// </summary>
internal sealed class RecentCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private ConcurrentDictionary<TKey, TValue> _young = new();
    private ConcurrentDictionary<TKey, TValue> _old = new();
    private int _youngCount;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
            return true;
        if (!_old.TryGetValue(key, out value))
            return false;
        value = GetOrAdd(key, value);
        return true;
    }

    /// <summary>Callers who add the same key at once get the same value.</summary>
    public TValue GetOrAdd(TKey key, TValue value)
    {
        var young = _young;
        if (!young.TryAdd(key, value))
            return young.GetValueOrDefault(key, value);
        if (Interlocked.Increment(ref _youngCount) >= capacity / 2)
            Age(young);
        return value;
    }

    private void Age(ConcurrentDictionary<TKey, TValue> full)
    {
        lock (_gate)
        {
            if (_young != full)
                return;
            _old = full;
            _young = new();
            _youngCount = 0;
        }
    }
}
