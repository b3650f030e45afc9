namespace Grpc.Core;

/// <summary>How a call ended: a code, a message for developers, and on the client an exception that explains where it came from.</summary>
/// <param name="statusCode">The code.</param>
/// <param name="detail">The message, sent to the other side.</param>
/// <param name="debugException">The local cause, never sent.</param>
public readonly struct Status(StatusCode statusCode, string detail, Exception? debugException)
{
    /// <summary>Success without a message.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancellation without a message.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status without a local cause.</summary>
    /// <param name="statusCode">The code.</param>
    /// <param name="detail">The message, sent to the other side.</param>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, debugException: null)
    {
    }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>The message, sent to the other side.</summary>
    public string Detail { get; } = detail;

    /// <summary>The local cause, never sent.</summary>
    public Exception? DebugException { get; } = debugException;

    /// <inheritdoc />
    public override string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
