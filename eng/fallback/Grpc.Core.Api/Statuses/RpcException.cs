using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A call that did not succeed. Thrown by clients; thrown by a server method, it decides the status that the caller sees.</summary>
/// <param name="status">How the call ended.</param>
/// <param name="trailers">The metadata that followed the answer.</param>
/// <param name="message">The exception's message.</param>
public class RpcException(Status status, Metadata trailers, string message) : Exception(message, status.DebugException)
{
    /// <summary>A failed call without trailers.</summary>
    /// <param name="status">How the call ended.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>A failed call without trailers, with a message of its own.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>A failed call with trailers.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">The metadata that followed the answer.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; } = status;

    /// <summary>The code of <see cref="Status" />.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The metadata that followed the answer. Empty and read-only when there was none.</summary>
    public Metadata Trailers { get; } = GrpcPreconditions.CheckNotNull(trailers);
}
