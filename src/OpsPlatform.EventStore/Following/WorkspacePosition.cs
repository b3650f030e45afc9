namespace OpsPlatform.EventStore;

/// <summary>How far a workspace has come.</summary>
/// <param name="Position">The position of an event that is committed; all before it are.</param>
public readonly record struct WorkspacePosition(string Tenant, long Position);
