namespace Grpc.Core;

/// <summary>What a caller decides for one call. A value: each <c>With</c> returns a changed copy.</summary>
/// <param name="headers">The headers to send.</param>
/// <param name="deadline">When the call must be done, in UTC.</param>
/// <param name="cancellationToken">Cancels the call.</param>
/// <param name="writeOptions">The options for writing requests.</param>
/// <param name="propagationToken">The call that this one is made for.</param>
/// <param name="credentials">Credentials for this call, beside those of the channel.</param>
public readonly struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
{
    /// <summary>The headers to send.</summary>
    public Metadata? Headers { get; private init; } = headers;

    /// <summary>When the call must be done, in UTC.</summary>
    public DateTime? Deadline { get; private init; } = deadline;

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private init; } = cancellationToken;

    /// <summary>The options for writing requests.</summary>
    public WriteOptions? WriteOptions { get; private init; } = writeOptions;

    /// <summary>The call that this one is made for.</summary>
    public ContextPropagationToken? PropagationToken { get; private init; } = propagationToken;

    /// <summary>Credentials for this call, beside those of the channel.</summary>
    public CallCredentials? Credentials { get; private init; } = credentials;

    /// <summary>Whether the call waits for a connection instead of failing when there is none.</summary>
    public bool IsWaitForReady { get; private init; }

    /// <summary>A copy with other headers.</summary>
    /// <param name="headers">The headers to send.</param>
    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>A copy with another deadline.</summary>
    /// <param name="deadline">When the call must be done, in UTC.</param>
    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>A copy with another token.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>A copy with other options for writing.</summary>
    /// <param name="writeOptions">The options for writing requests.</param>
    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>A copy that is made for another call.</summary>
    /// <param name="propagationToken">The call that this one is made for.</param>
    public CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => this with { PropagationToken = propagationToken };

    /// <summary>A copy with other credentials.</summary>
    /// <param name="credentials">Credentials for this call.</param>
    public CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>A copy that waits for a connection, or does not.</summary>
    /// <param name="waitForReady">Whether it waits.</param>
    public CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
