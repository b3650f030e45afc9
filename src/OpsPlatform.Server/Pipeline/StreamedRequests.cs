using Grpc.Core;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Runs each message of a caller's stream as a request of its own, one after another: what was answered is stored, whatever becomes of the stream.</summary>
internal sealed class StreamedRequests(IdempotencyInterceptor idempotency)
{
    public async Task Run<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> handle)
        where TRequest : class
        where TResponse : class
    {
        while (await requests.MoveNext(context.CancellationToken))
            await responses.WriteAsync(await idempotency.UnaryServerHandler(requests.Current, context, handle));
    }
}
