using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Domain;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// Looks again and again, while a stream is open, whether its caller may still have it, and ends it with the refusal that a new call would get. Only
/// that the token expires meanwhile does not end it: it was good when the stream was opened. A stream of the caller's own is looked at with each
/// message: in between nothing of it happens.
/// </summary>
internal sealed class StreamWatchInterceptor(TokenValidation tokens, PermissionInterceptor permissions, TimeProvider time) : MessageInterceptor
{
    /// <summary>With the age that what is known of a client and a workspace can have, it stays below a second.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (RpcCall.Find(context) is not { } call)
        {
            await continuation(request, responseStream, context);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        call.Ended = ended.Token;
        Refusal? refusal = null;
        var watching = WatchAsync(call, (IMessage)request, End, ended.Token);
        try
        {
            await continuation(request, new EndingStream<TResponse>(responseStream, ended.Token), context);
        }
        catch (OperationCanceledException) when (refusal is not null)
        {
            // It is told why.
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }

        if (refusal is not null)
            throw refusal;

        void End(Refusal problem)
        {
            refusal = problem;
            ended.Cancel();
        }
    }

    protected override async ValueTask CheckMessage(RpcCall call, IMessage message, CancellationToken cancellation)
    {
        call.Caller = await tokens.CheckAgainAsync(call.Caller!, cancellation);
        await permissions.AuthorizeAsync(call, message, cancellation);
    }

    private async Task WatchAsync(RpcCall call, IMessage request, Action<Refusal> end, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
                await CheckMessage(call, request, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The stream is over.
        }
        catch (Refusal problem)
        {
            end(problem);
        }
    }

    /// <summary>
    /// Lets nothing through any more once the stream is to end. A message that is on its way is not called back: that would reset the stream, and its
    /// reader would not be told why. Of readers who do not read, Kestrel's least data rate makes an end.
    /// </summary>
    private sealed class EndingStream<T>(IServerStreamWriter<T> stream, CancellationToken ended) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => stream.WriteOptions;
            set => stream.WriteOptions = value;
        }

        public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(T message, CancellationToken cancellationToken) =>
            ended.IsCancellationRequested ? Task.FromCanceled(ended) : stream.WriteAsync(message, CancellationToken.None);
    }
}
