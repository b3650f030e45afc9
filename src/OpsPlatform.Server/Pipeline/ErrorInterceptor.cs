using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using Status = Google.Rpc.Status;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Turns whatever a call ends in into the published error, and lets nothing else out: no stack trace, no text of a library.</summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> log) : Interceptor
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });

    private async Task<T> Guard<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
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
            case InvalidQueryException query:
                return AsRefusal(query);
            case UnstorableTextException:
                return new Refusal(ErrorReason.TextUnstorable, "");
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                return new Refusal(context.Deadline <= DateTime.UtcNow ? ErrorReason.DeadlinePassed : ErrorReason.CallCancelled, "");
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
