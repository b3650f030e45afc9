using System.Collections.ObjectModel;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using OpsPlatform.Api.V1;
using Status = Google.Rpc.Status;

namespace OpsPlatform.Client.Internal;

/// <summary>Reads a failed call's details out of its trailer. Details that cannot be read are left out; the status code always holds.</summary>
internal sealed class ErrorReader(string address, Sentences sentences)
{
    private const string Domain = "opsplatform";

    private static readonly EnumDescriptor Reasons = ErrorReasonReflection.Descriptor.EnumTypes[0];

    public OpsPlatformException Read(RpcException failure, string requestId = "")
    {
        var details = Details(failure);
        var info = Find<ErrorInfo>(details);
        if (info is null && failure.StatusCode == StatusCode.DeadlineExceeded)
            return DeadlinePassed(failure, requestId);

        // Field 1, `reason`, under its former name: the compiled google.rpc is older than the renaming, which the wire does not show.
        var reasonText = info?.Type ?? "";
        var reason = info?.Domain == Domain ? (ErrorReason)(Reasons.FindValueByName(reasonText)?.Number ?? 0) : ErrorReason.Unspecified;
        var message = Find<LocalizedMessage>(details)?.Message is { Length: > 0 } localized ? localized : Message(failure);
        return new OpsPlatformException(message, failure.StatusCode, reason, failure)
        {
            ReasonText = reasonText,
            Metadata = info?.Metadata.AsReadOnly() ?? ReadOnlyDictionary<string, string>.Empty,
            FieldViolations = [.. Find<BadRequest>(details)?.FieldViolations.Select(field => new FieldViolation(field.Field, field.Description)) ?? []],
            RetryDelay = Find<RetryInfo>(details)?.RetryDelay is { Seconds: >= 0 and < int.MaxValue, Nanos: >= 0 and < 1_000_000_000 } delay ? delay.ToTimeSpan() : null,
            RequestId = requestId,
        };
    }

    /// <summary>The deadline passed on this side, before or between attempts.</summary>
    public OpsPlatformException DeadlinePassed(Exception? cause, string requestId) =>
        new(sentences.DeadlinePassed(), StatusCode.DeadlineExceeded, ErrorReason.DeadlinePassed, cause) { ReasonText = "DEADLINE_PASSED", RequestId = requestId };

    public OperationCanceledException Cancelled(Exception cause, CancellationToken token) => new(sentences.Cancelled(), cause, token);

    private string Message(RpcException failure)
    {
        if (failure.Status.DebugException is { } cause)
            return sentences.Unreachable(address, cause.GetBaseException().Message.TrimEnd('.'));
        return failure.Status.Detail is { Length: > 0 } detail ? detail : failure.StatusCode.ToString();
    }

    private static Status Details(RpcException failure)
    {
        try
        {
            return failure.Trailers.GetValueBytes("grpc-status-details-bin") is { } bytes ? Status.Parser.ParseFrom(bytes) : new Status();
        }
        catch (InvalidProtocolBufferException)
        {
            return new Status();
        }
    }

    private static T? Find<T>(Status details)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return details.Details.Select(detail => detail.TryUnpack<T>(out var found) ? found : null).FirstOrDefault(found => found is not null);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
