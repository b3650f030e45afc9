namespace Grpc.Core;

/// <summary>Hints for writing one message.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait for the next one and go out with it.</summary>
    BufferHint = 1,

    /// <summary>The message is sent as it is even when the call compresses.</summary>
    NoCompress = 2,
}

/// <summary>Options for writing messages.</summary>
/// <param name="flags">The hints.</param>
public class WriteOptions(WriteFlags flags = default)
{
    /// <summary>No hints.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>The hints.</summary>
    public WriteFlags Flags { get; } = flags;
}
