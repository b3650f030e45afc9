using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OpsPlatform.Server.Pipeline;

/// <summary>A step that stands around the rest of a call, whatever the call's shape: it sees it begin, and how it ends.</summary>
internal abstract class AroundInterceptor : Interceptor
{
    /// <param name="next">Runs the rest of the call.</param>
    protected abstract Task<T> Around<T>(ServerCallContext context, Func<Task<T>> next);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });
}
