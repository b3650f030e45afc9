using Grpc.Core;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Client.Internal;

/// <summary>One unary call from its caller's view: as many attempts as it takes within its deadline.</summary>
internal sealed class UnaryAttempts<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    // A call may have no deadline; a timer has a longest time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CallInvoker _inner;
    private readonly CallPolicy _policy;
    private readonly Method<TRequest, TResponse> _method;
    private readonly string? _host;
    private readonly CallOptions _options;
    private readonly Rpc _rpc;
    private readonly TRequest _request;
    private readonly string _requestId;
    private Task<TResponse>? _response;
    private AsyncUnaryCall<TResponse>? _attempt;
    private CancellationTokenSource? _wait;
    private volatile bool _disposed;

    public UnaryAttempts(CallInvoker inner, CallPolicy policy, Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        (_inner, _policy, _method, _host) = (inner, policy, method, host);
        _rpc = Rpc.Of(method, request);
        (_request, _requestId) = _rpc.Prepare(request);
        _options = options.WithDeadline(options.Deadline ?? policy.DefaultDeadline ?? DateTime.MaxValue);
    }

    public AsyncUnaryCall<TResponse> Start()
    {
        _response = RunAsync();
        return new AsyncUnaryCall<TResponse>(
            _response,
            static call => ((UnaryAttempts<TRequest, TResponse>)call).HeadersAsync(),
            static call => ((UnaryAttempts<TRequest, TResponse>)call).Status(),
            static call => ((UnaryAttempts<TRequest, TResponse>)call).Trailers(),
            static call => ((UnaryAttempts<TRequest, TResponse>)call).Dispose(),
            this);
    }

    private async Task<TResponse> RunAsync()
    {
        var tokenRejected = false;
        for (var attempt = 1; ;)
        {
            OpsPlatformException failure;
            AccessToken? token = null;
            var sent = false;
            try
            {
                if (!CallHeaders.BringToken(_options))
                    token = await TokenAsync().ConfigureAwait(false);
                sent = true;
                return await SendAsync(token).ConfigureAwait(false);
            }
            catch (Exception e) when (_disposed || _options.CancellationToken.IsCancellationRequested)
            {
                throw _policy.Errors.Cancelled(e, _options.CancellationToken);
            }
            catch (RpcException e)
            {
                failure = _policy.Errors.Read(e, _requestId);
            }
            catch (OpsPlatformException e)
            {
                failure = e.WithRequestId(_requestId);
            }

            if (failure.Reason == ErrorReason.TokenInvalid && token is not null && !tokenRejected)
            {
                ClientLog.TokenRejected(_policy.Log, _method.FullName);
                tokenRejected = true;
                _policy.Tokens.Forget(token);
            }
            else
            {
                await WaitOrThrowAsync(attempt++, failure, mayRepeat: !sent || _rpc.IsRepeatable).ConfigureAwait(false);
            }
        }
    }

    private Task<TResponse> SendAsync(AccessToken? token)
    {
        _attempt = _inner.AsyncUnaryCall(_method, _host, _options.WithHeaders(_policy.Headers.Merge(_options.Headers, token)), _request);
        if (_disposed)
            _attempt.Dispose();
        return _attempt.ResponseAsync;
    }

    private async ValueTask<AccessToken> TokenAsync()
    {
        var token = _policy.Tokens.GetAsync(CancellationToken.None);
        if (token.IsCompletedSuccessfully)
            return token.Result;
        try
        {
            using var wait = BeginWait();
            return await token.AsTask().WaitAsync(Left(), _policy.Time, wait.Token).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw _policy.Errors.DeadlinePassed(e, _requestId);
        }
    }

    private async Task WaitOrThrowAsync(int attempt, OpsPlatformException failure, bool mayRepeat)
    {
        // A wait that ends behind the deadline would only replace the reason by a less telling one.
        if (!mayRepeat || _policy.Backoff.DelayAfter(attempt, failure) is not { } delay || delay >= Left())
            throw failure;
        ClientLog.SendingAgain(_policy.Log, _method.FullName, failure.StatusCode, failure.ReasonText, delay.TotalMilliseconds, attempt);
        try
        {
            using var wait = BeginWait();
            await Task.Delay(delay, _policy.Time, wait.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw _policy.Errors.Cancelled(e, _options.CancellationToken);
        }
    }

    // Only waits need it: a call under way is cancelled by grpc itself. Most calls never wait, and it is not free.
    private CancellationTokenSource BeginWait()
    {
        var wait = CancellationTokenSource.CreateLinkedTokenSource(_options.CancellationToken);
        Volatile.Write(ref _wait, wait);
        if (_disposed)
            wait.Cancel();
        return wait;
    }

    private TimeSpan Left()
    {
        var left = _options.Deadline!.Value.ToUniversalTime() - _policy.Time.GetUtcNow().UtcDateTime;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > LongestWait ? LongestWait : left;
    }

    private async Task<Metadata> HeadersAsync()
    {
        await _response!.ConfigureAwait(false);
        return await _attempt!.ResponseHeadersAsync.ConfigureAwait(false);
    }

    private Status Status() => Ended(_response!).Exception?.InnerException switch
    {
        null when _response!.IsCanceled => new Status(StatusCode.Cancelled, ""),
        OpsPlatformException failure => new Status(failure.StatusCode, failure.Message),
        _ => _attempt!.GetStatus(),
    };

    private Metadata Trailers() => Ended(_response!).IsCompleted && _attempt is not null ? _attempt.GetTrailers() : [];

    private static Task Ended(Task response) => response.IsCompleted ? response : throw new InvalidOperationException("The call has not finished: await it first.");

    private void Dispose()
    {
        _disposed = true;
        _attempt?.Dispose();
        try
        {
            Volatile.Read(ref _wait)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // That wait is over.
        }
    }
}
