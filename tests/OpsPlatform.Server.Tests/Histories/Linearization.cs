using System.Collections;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>A call, and between which two instants it took effect. Without a return nobody knows whether it did: it may have, at any time since, or never.</summary>
internal sealed record Interval<TCall>(TCall Call, long Invoked, long? Returned);

/// <summary>Why a history cannot be put into one order: as far as an order could be found, and what then stood in the way.</summary>
/// <param name="Placed">The longest order that the model allows.</param>
/// <param name="State">What the model has come to by it.</param>
/// <param name="Barred">The calls that were at work then, of which none can be the next.</param>
internal sealed record Stuck<TCall, TState>(IReadOnlyList<TCall> Placed, TState State, IReadOnlyList<Interval<TCall>> Barred);

/// <summary>The calls that the model allows as the next, and the states that they lead to. What a call that did not return was answered is open.</summary>
internal delegate IEnumerable<TState> Step<TCall, TState>(TState state, TCall call, bool returned);

/// <summary>
/// Looks for an order of concurrent calls in which each call lies within its interval and answers as a sequential model would: Wing
/// and Gong's search, which does not go twice to the same calls in the same state, as Lowe added.
/// </summary>
internal sealed class Linearization<TCall, TState>
    where TState : notnull
{
    /// <summary>A history that is not decided by then is too large for a test.</summary>
    private const int MostVisited = 2_000_000;

    private readonly Interval<TCall>[] _calls;
    private readonly Step<TCall, TState> _step;
    private readonly HashSet<(Bits, TState)> _visited = [];
    private readonly Stack<TCall> _order = [];
    private readonly BitArray _placed;
    private Stuck<TCall, TState>? _furthest;

    private Linearization(IEnumerable<Interval<TCall>> calls, Step<TCall, TState> step)
    {
        // Calls of unknown outcome come last: most of them are not needed, and each that is tried early doubles the search.
        _calls = [.. calls.OrderBy(call => call.Returned ?? long.MaxValue)];
        _step = step;
        _placed = new BitArray(_calls.Length);
    }

    /// <summary>Null when there is such an order.</summary>
    public static Stuck<TCall, TState>? Check(TState start, IEnumerable<Interval<TCall>> calls, Step<TCall, TState> step)
    {
        var search = new Linearization<TCall, TState>(calls, step);
        return search.Finishes(start) ? null : search._furthest;
    }

    /// <summary>The shortest beginning of such a history that cannot be put into one order either, without the calls that it does not take.</summary>
    /// <param name="mayGo">Calls without effect, which leave a history of the same kind when they are left out.</param>
    public static IReadOnlyList<Interval<TCall>> Smallest(TState start, IReadOnlyList<Interval<TCall>> calls, Step<TCall, TState> step, Func<TCall, bool> mayGo)
    {
        var ends = calls.Where(call => call.Returned is not null).Select(call => call.Returned!.Value).Order().ToArray();
        var (low, high) = (0, ends.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Check(start, Until(ends[middle]), step) is null ? (middle + 1, high) : (low, middle);
        }

        var smallest = Until(ends[low]);
        foreach (var call in smallest.Where(call => call.Returned is null || mayGo(call.Call)))
        {
            var without = smallest.Where(other => other != call).ToArray();
            if (Check(start, without, step) is not null)
                smallest = without;
        }

        return smallest;

        Interval<TCall>[] Until(long end) =>
            [.. from call in calls where call.Invoked <= end select call.Returned <= end ? call : call with { Returned = null }];
    }

    private bool Finishes(TState state)
    {
        var next = Next().ToArray();
        if (next.All(index => _calls[index].Returned is null))
            return true;
        if (_furthest is null || _order.Count > _furthest.Placed.Count)
            _furthest = new Stuck<TCall, TState>([.. _order.Reverse()], state, [.. next.Select(index => _calls[index])]);

        foreach (var index in next)
        {
            foreach (var after in _step(state, _calls[index].Call, _calls[index].Returned is not null))
            {
                _placed[index] = true;
                _order.Push(_calls[index].Call);
                if (IsNew(after) && Finishes(after))
                    return true;
                _placed[index] = false;
                _order.Pop();

                // What fits here and changes nothing fits here in every order that there is: no other place need be tried.
                if (after.Equals(state))
                    return false;
            }
        }

        return false;
    }

    /// <summary>What may come next: whatever was at work before the first of those that are left returned.</summary>
    private IEnumerable<int> Next()
    {
        var left = Enumerable.Range(0, _calls.Length).Where(index => !_placed[index]).ToArray();
        var first = left.Length == 0 ? null : _calls[left[0]].Returned;
        return left.Where(index => first is null || _calls[index].Invoked < first);
    }

    private bool IsNew(TState state) => _visited.Add((new Bits(_placed), state))
        && (_visited.Count <= MostVisited ? true : throw new InvalidOperationException($"The search was given up after {MostVisited} steps: make the histories smaller."));

    /// <summary>A set of calls that can be compared.</summary>
    private sealed class Bits : IEquatable<Bits>
    {
        private readonly int[] _words;
        private readonly int _hash;

        public Bits(BitArray bits)
        {
            _words = new int[(bits.Length + 31) / 32];
            bits.CopyTo(_words, 0);
            var hash = default(HashCode);
            foreach (var word in _words)
                hash.Add(word);
            _hash = hash.ToHashCode();
        }

        public bool Equals(Bits? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

        public override bool Equals(object? obj) => Equals(obj as Bits);

        public override int GetHashCode() => _hash;
    }
}
