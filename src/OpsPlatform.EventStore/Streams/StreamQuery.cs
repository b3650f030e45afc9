namespace OpsPlatform.EventStore;

/// <summary>A page of a stream's events in the order of their versions.</summary>
public sealed record StreamQuery
{
    /// <param name="limit">At most so many events, 1 or more.</param>
    public StreamQuery(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        Limit = limit;
    }

    public int Limit { get; }

    /// <summary>The page ends early, after one event at least, rather than have more bytes of them.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>Newest first.</summary>
    public bool Backward { get; init; }

    /// <summary>The version to begin after (going backward: before), as <see cref="EventPage.NextVersion"/> gave it; null begins at the end that comes first.</summary>
    public long? AfterVersion { get; init; }

    public Filter? Filter { get; init; }

    /// <summary>What the filter may name; nothing, when not given.</summary>
    public EventFields Fields { get; init; } = EventFields.None;
}
