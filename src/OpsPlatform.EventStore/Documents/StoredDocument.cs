namespace OpsPlatform.EventStore;

/// <param name="Version">The version that the stream had when the document was last written.</param>
public sealed record StoredDocument<T>(string Id, T Data, long Version);

/// <param name="Next">The key to read on after, or null when there is nothing more.</param>
public sealed record DocumentPage<T>(IReadOnlyList<StoredDocument<T>> Documents, string? Next);

/// <summary>A document whose due time has come.</summary>
public sealed record DueDocument<T>(string Tenant, string Id, T Data, long Version, DateTimeOffset DueTime);
