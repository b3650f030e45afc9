using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OpsPlatform.Cli.Tests.Scripted;

/// <summary>Answers every rpc from the script, so that a new rpc needs nothing here.</summary>
internal sealed class ScriptInterceptor(ScriptedPlatform platform) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        (TResponse)await platform.AnswerAsync((IMessage)request, context);

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!platform.Answers<TRequest>())
        {
            await continuation(requestStream, responseStream, context);
            return;
        }

        while (await requestStream.MoveNext())
            await responseStream.WriteAsync((TResponse)await platform.AnswerAsync((IMessage)requestStream.Current, context));
    }
}
