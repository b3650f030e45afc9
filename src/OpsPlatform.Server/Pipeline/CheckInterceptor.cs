using Google.Protobuf;
using Grpc.Core;

namespace OpsPlatform.Server.Pipeline;

/// <summary>A step that lets a call pass or refuses it. A step that looks at requests sees each message of a stream before the rpc does.</summary>
internal abstract class CheckInterceptor : MessageInterceptor
{
    /// <summary>Called for each request message.</summary>
    protected override ValueTask CheckMessage(RpcCall call, IMessage message, CancellationToken cancellation)
    {
        CheckMessage(call, message);
        return ValueTask.CompletedTask;
    }

    /// <summary>The same, for a step that waits for nothing.</summary>
    protected virtual void CheckMessage(RpcCall call, IMessage message)
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

    private async Task Check<TRequest>(TRequest request, ServerCallContext context)
    {
        if (RpcCall.Find(context) is not { } call)
            return;
        await CheckCall(call, context);
        await CheckMessage(call, (IMessage)request!, context.CancellationToken);
    }
}
