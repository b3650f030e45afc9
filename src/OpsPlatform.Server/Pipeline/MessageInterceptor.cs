using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OpsPlatform.Server.Pipeline;

/// <summary>A step that looks at each message of a caller's stream before the rpc sees it.</summary>
internal abstract class MessageInterceptor : Interceptor
{
    /// <summary>Called for each request message of a stream.</summary>
    /// <exception cref="Domain.Refusal">It ends the stream.</exception>
    protected abstract ValueTask CheckMessage(RpcCall call, IMessage message, CancellationToken cancellation);

    /// <summary>Called when the stream is opened, before anything of it is read.</summary>
    protected virtual Task CheckCall(RpcCall call, ServerCallContext context) => Task.CompletedTask;

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await Checked(requestStream, context), context);

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await Checked(requestStream, context), responseStream, context);

    private async Task<IAsyncStreamReader<TRequest>> Checked<TRequest>(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        if (RpcCall.Find(context) is not { } call)
            return requests;
        await CheckCall(call, context);
        return new CheckedStream<TRequest>(requests, (request, cancellation) => CheckMessage(call, (IMessage)request!, cancellation));
    }
}
