using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OpsPlatform.Server.Pipeline;

/// <summary>A step that lets a call pass or refuses it. A step that looks at requests sees each message of a stream before the rpc does.</summary>
internal abstract class CheckInterceptor : Interceptor
{
    /// <summary>Called once a call, before anything of it is read.</summary>
    protected virtual Task CheckCall(RpcCall call, ServerCallContext context) => Task.CompletedTask;

    /// <summary>Called for each request message.</summary>
    protected virtual ValueTask CheckRequest(RpcCall call, IMessage request, CancellationToken cancellation)
    {
        CheckRequest(call, request);
        return ValueTask.CompletedTask;
    }

    /// <summary>The same, for a step that waits for nothing.</summary>
    protected virtual void CheckRequest(RpcCall call, IMessage request)
    {
    }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await Check(request, context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await Check(request, context);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await Check(requestStream, context), context);

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await Check(requestStream, context), responseStream, context);

    private async Task Check<TRequest>(TRequest request, ServerCallContext context)
    {
        if (RpcCall.Find(context) is not { } call)
            return;
        await CheckCall(call, context);
        await CheckRequest(call, (IMessage)request!, context.CancellationToken);
    }

    private async Task<IAsyncStreamReader<TRequest>> Check<TRequest>(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        if (RpcCall.Find(context) is not { } call)
            return requests;
        await CheckCall(call, context);
        return new CheckedStream<TRequest>(requests, (request, cancellation) => CheckRequest(call, (IMessage)request!, cancellation));
    }
}
