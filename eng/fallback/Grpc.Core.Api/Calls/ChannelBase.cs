using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A connection, or several, to a server. Made once and shared by all clients and threads.</summary>
/// <param name="target">The address.</param>
public abstract class ChannelBase(string target)
{
    /// <summary>The address.</summary>
    public string Target { get; } = GrpcPreconditions.CheckNotNull(target, nameof(target));

    /// <summary>An invoker over this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends the channel; calls in progress are cancelled.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>See <see cref="ShutdownAsync" />.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
