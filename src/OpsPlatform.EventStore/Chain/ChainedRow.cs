namespace OpsPlatform.EventStore;

/// <summary>An event as its row holds it, undecoded: what the chain is about, and the JSON beside it.</summary>
/// <param name="Type">The alias, known to this program or not.</param>
/// <param name="Json">As PostgreSQL prints what it keeps.</param>
public sealed record ChainedRow(
    long Position, Guid Id, string Stream, long Version, string Type, DateTimeOffset Time, EventHeaders Headers, ReadOnlyMemory<byte> Wire, string Json, ReadOnlyMemory<byte> Hash);
