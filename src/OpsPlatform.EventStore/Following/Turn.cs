namespace OpsPlatform.EventStore;

/// <summary>What a follower does next: it takes the events, or waits, or, when it has neither, reads a page of its own.</summary>
internal readonly record struct Turn(IReadOnlyList<StoredEvent>? Events, Task? Wait)
{
    public static Turn Read => default;
}
