using Google.Protobuf;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain;

/// <summary>A decision against a request: a published reason, the field it concerns, and the facts that explain it.</summary>
/// <param name="reason">The reason; its gRPC code and sentences stand beside it in error_reason.proto.</param>
/// <param name="field">The request's field, as written in the protos; empty when it is the request as a whole.</param>
/// <param name="facts">What fills the braces of the reason's sentences, by name. Amounts are <see cref="Micros"/>.</param>
public sealed class Refusal(ErrorReason reason, string field, params (string Name, object Value)[] facts) : Exception(reason.ToString())
{
    public ErrorReason Reason { get; } = reason;

    public string Field { get; } = field;

    public IReadOnlyList<(string Name, object Value)> Facts { get; } = facts;

    /// <summary>The permission of whoever can let it happen all the same; null when nobody can.</summary>
    public string? ApprovalPermission { get; init; }

    /// <summary>What else a program may want to know; part of the error's details.</summary>
    public IMessage? Detail { get; init; }

    /// <summary>When a repeat can help, where that is known better than the reason says.</summary>
    public TimeSpan? RetryDelay { get; init; }
}

/// <summary>An amount in millionths of a currency's unit: a number for programs, whole units for people.</summary>
/// <param name="Value">The number; wider than an amount on the wire, because the sum of many lines is an amount too.</param>
public readonly record struct Micros(Int128 Value)
{
    public override string ToString() => ((decimal)Value / 1_000_000m).ToString("#,0.######");
}
