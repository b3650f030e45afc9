using System.Collections.ObjectModel;
using Grpc.Core;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Client;

/// <summary>The platform refused a call, or could not be reached. The message is a sentence for people, in the language of the options.</summary>
/// <param name="message">What happened, why, and what to do.</param>
/// <param name="statusCode">The gRPC status code.</param>
/// <param name="reason">The published reason; unspecified when the failure has none.</param>
/// <param name="innerException">What this was made from.</param>
public sealed class OpsPlatformException(string message, StatusCode statusCode, ErrorReason reason = ErrorReason.Unspecified, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The gRPC status code.</summary>
    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>Why, as published. <see cref="ErrorReason.Unspecified"/> when the failure has no reason, or one that is newer than this package.</summary>
    public ErrorReason Reason { get; } = reason;

    /// <summary>
    /// The reason as it was sent, <c>BUDGET_EXCEEDED</c>, newer ones included; for a refusal of the token endpoint its error,
    /// <c>invalid_client</c>. Empty when the failure has none.
    /// </summary>
    public string ReasonText { get; init; } = "";

    /// <summary>What is wrong with which fields of the request. Empty when no field is to blame.</summary>
    public IReadOnlyList<FieldViolation> FieldViolations { get; init; } = [];

    /// <summary>The facts behind the message by name, <c>left</c> and <c>asked</c>; amounts are in micros.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How long to wait at least before sending the same request again; null when a repeat cannot help, or the server did not say.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>
    /// The <c>request_id</c> of the write, whoever made it. Where the outcome is open (UNAVAILABLE, DEADLINE_EXCEEDED), the same
    /// request sent again with this id takes effect once at most. Empty for reads.
    /// </summary>
    public string RequestId { get; init; } = "";

    /// <summary>The message and stack, and what a log needs to find the call.</summary>
    public override string ToString()
    {
        var why = ReasonText.Length > 0 ? $" {ReasonText}" : "";
        var request = RequestId.Length > 0 ? $", request_id {RequestId}" : "";
        return $"{base.ToString()}{Environment.NewLine}   ({StatusCode}{why}{request})";
    }

    internal OpsPlatformException WithRequestId(string requestId) => new(Message, StatusCode, Reason, this)
    {
        ReasonText = ReasonText,
        FieldViolations = FieldViolations,
        Metadata = Metadata,
        RetryDelay = RetryDelay,
        RequestId = requestId,
    };
}

/// <summary>What is wrong with a field of a request.</summary>
/// <param name="Field">The field's path as in the protos: <c>budget.lines[0].line_id</c>.</param>
/// <param name="Description">A sentence for people.</param>
public sealed record FieldViolation(string Field, string Description);
