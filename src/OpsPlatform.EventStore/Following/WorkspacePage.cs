namespace OpsPlatform.EventStore;

/// <param name="Bytes">The size of the events in binary form.</param>
/// <param name="IsLast">Whether there was nothing after these when they were read.</param>
internal sealed record WorkspacePage(IReadOnlyList<StoredEvent> Events, long Bytes, bool IsLast);
