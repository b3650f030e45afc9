namespace OpsPlatform.EventStore;

/// <summary>A page of the documents of one type in one workspace.</summary>
public sealed record DocumentQuery
{
    /// <param name="limit">At most so many documents, 1 or more.</param>
    public DocumentQuery(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        Limit = limit;
    }

    public int Limit { get; }

    /// <summary>The page ends early, after one document at least, rather than have more bytes of them.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>Only ids that begin so; empty, or ends with a slash (`budgets/q4/reservations/`).</summary>
    public string Prefix
    {
        get;
        init => field = value.Length == 0 || value[^1] == '/' ? value : throw new ArgumentException($"The prefix '{value}' does not end with a slash.", nameof(value));
    } = "";

    /// <summary>Only documents of these ids; null for all.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    public Filter? Filter { get; init; }

    /// <summary>The id is always the last key, ascending.</summary>
    public IReadOnlyList<OrderKey> Order { get; init; } = [];

    /// <summary>As <see cref="DocumentPage{T}.Next"/> gave it for the same query; null begins at the first.</summary>
    public string? After { get; init; }
}

/// <param name="Field">A path of proto field names, such as `total.amount_micros`.</param>
public sealed record OrderKey(string Field, bool Descending = false);
