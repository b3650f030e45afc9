using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using Status = Google.Rpc.Status;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Turns whatever a call ends in into the published error, and lets nothing else out: no stack trace, no text of a library.</summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> log) : AroundInterceptor
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    protected override async Task<T> Around<T>(ServerCallContext context, Func<Task<T>> next)
    {
        try
        {
            return await next();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (InvalidRequestException e)
        {
            throw Error(context, ErrorReason.InvalidField, ErrorTable.Status(e.Violations, Languages.Of(context)));
        }
        catch (Exception e)
        {
            var refusal = AsRefusal(e, context);
            throw Error(context, refusal.Reason, ErrorTable.Status(refusal, Languages.Of(context)));
        }
    }

    private Refusal AsRefusal(Exception e, ServerCallContext context)
    {
        switch (e)
        {
            case Refusal refusal:
                return refusal;
            case StoreUnavailableException:
                ServerLog.StoreUnavailable(log, context.Method, e.InnerException?.Message ?? e.Message);
                return new Refusal(ErrorReason.StoreUnavailable, "");
            case OutcomeUnknownException:
                ServerLog.OutcomeUnknown(log, context.Method);
                return new Refusal(ErrorReason.OutcomeUnknown, "");
            case StoreBusyException:
                return new Refusal(ErrorReason.StoreBusy, "");
            case InvalidQueryException query:
                return AsRefusal(query);
            case UnstorableTextException:
                return new Refusal(ErrorReason.TextUnstorable, "");
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                return new Refusal(context.Deadline <= DateTime.UtcNow ? ErrorReason.DeadlinePassed : ErrorReason.CallCancelled, "");
            case InvalidProtocolBufferException when RpcCall.Find(context) is { Method.Descriptor.IsClientStreaming: true }:
                // Of a message that is no stream's, UnreadableMessages tells.
                return new Refusal(ErrorReason.MessageUnreadable, "");
            case IOException when RpcCall.Find(context) is { Method.Descriptor.IsClientStreaming: true }:
                // Its caller has given the stream up, or is gone.
                return new Refusal(ErrorReason.CallCancelled, "");
            default:
                var trace = Activity.Current?.TraceId.ToString() ?? "none";
                ServerLog.CallFailed(log, e, context.Method, trace);
                return new Refusal(ErrorReason.InternalError, "", ("trace", trace));
        }
    }

    /// <summary>What the store alone could tell of a query, after the checks of its fields had let it pass.</summary>
    private static Refusal AsRefusal(InvalidQueryException query) => query.Part switch
    {
        QueryPart.Filter => new Refusal(ErrorReason.FilterInvalid, "filter", ("position", 1), ("problem", query.Message.TrimEnd('.'))),
        QueryPart.Order => new Refusal(ErrorReason.OrderByInvalid, "order_by", ("problem", query.Message.TrimEnd('.'))),
        _ => new Refusal(ErrorReason.PageTokenInvalid, "page_token"),
    };

    private static RpcException Error(ServerCallContext context, ErrorReason reason, Status status)
    {
        if (RpcCall.Find(context) is { } call)
            call.Reason = reason;
        return new RpcException(
            new Grpc.Core.Status((StatusCode)status.Code, status.Message),
            new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
