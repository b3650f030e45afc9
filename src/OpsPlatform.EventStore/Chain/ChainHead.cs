namespace OpsPlatform.EventStore;

/// <summary>A place in a workspace's chain of hashes.</summary>
/// <param name="Position">The position of an event; 0 before the first one.</param>
/// <param name="Hash">The event's hash, 32 bytes; zeros at position 0.</param>
public sealed record ChainHead(long Position, ReadOnlyMemory<byte> Hash)
{
    private const int HashBytes = 32;

    /// <summary>Where every workspace begins.</summary>
    public static ChainHead Beginning => new(0, new byte[HashBytes]);
}
