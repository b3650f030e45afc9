namespace Grpc.Core;

/// <summary>The reading side of a stream of messages. One reader at a time.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext" /> arrived at.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false at the end of the stream.</summary>
    /// <param name="cancellationToken">Cancels the call, not only this read.</param>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
