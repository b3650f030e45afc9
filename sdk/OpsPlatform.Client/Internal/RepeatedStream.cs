using Grpc.Core;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Client.Internal;

/// <summary>A stream each message of which is answered and can be repeated: when it breaks, the message that was not answered is sent over a new one.</summary>
internal sealed class RepeatedStream<TRequest, TResponse>(Func<AsyncDuplexStreamingCall<TRequest, TResponse>> open, CallPolicy policy) : IDisposable
{
    private AsyncDuplexStreamingCall<TRequest, TResponse>? _call;

    public async Task<TResponse> SendAsync(TRequest request, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            try
            {
                _call ??= open();
                await _call.RequestStream.WriteAsync(request, cancellation).ConfigureAwait(false);
                return await _call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false)
                    ? _call.ResponseStream.Current
                    : throw new OpsPlatformException("The server ended the stream before it had answered.", StatusCode.Unavailable);
            }
            catch (OpsPlatformException e)
            {
                Dispose();
                await WaitOrThrowAsync(++failures, e, cancellation).ConfigureAwait(false);
            }
        }
    }

    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_call is null)
            return;
        await _call.RequestStream.CompleteAsync().ConfigureAwait(false);
        await _call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _call?.Dispose();
        _call = null;
    }

    private Task WaitOrThrowAsync(int failures, OpsPlatformException failure, CancellationToken cancellation)
    {
        // The next call has a new token.
        if (failure.Reason == ErrorReason.TokenInvalid && failures == 1)
            return Task.CompletedTask;
        return policy.Backoff.DelayAfter(failures, failure) is { } delay ? Task.Delay(delay, policy.Time, cancellation) : throw failure;
    }
}
