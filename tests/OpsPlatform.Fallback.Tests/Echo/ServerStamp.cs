using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OpsPlatform.Fallback.Tests.Echo;

/// <summary>Marks each call that passes on the server with the shape through which it passed.</summary>
internal sealed class ServerStamp : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Stamp(context, "unary");
        return base.UnaryServerHandler(request, context, continuation);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Stamp(context, "client-streaming");
        return base.ClientStreamingServerHandler(requestStream, context, continuation);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Stamp(context, "server-streaming");
        return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Stamp(context, "duplex-streaming");
        return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
    }

    private static void Stamp(ServerCallContext context, string shape)
    {
        context.UserState["shape"] = shape;
        context.ResponseTrailers.Add("shape", (string)context.UserState["shape"]);
        context.ResponseTrailers.Add("method", context.Method);
    }
}
