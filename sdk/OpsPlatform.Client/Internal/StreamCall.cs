using Grpc.Core;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Client.Internal;

/// <summary>
/// A streaming call: its options with token and language, and its errors typed. It is not started again: only its caller knows what of
/// it has been handled, and where to resume.
/// </summary>
internal sealed class StreamCall
{
    private readonly CallPolicy _policy;
    private readonly string _requestId;
    private AccessToken? _token;

    public StreamCall(CallPolicy policy, CallOptions options, string requestId = "")
    {
        (_policy, _requestId) = (policy, requestId);
        Options = options.WithHeaders(policy.Headers.Merge(options.Headers, token: null));
        if (!CallHeaders.BringToken(options))
        {
            var credentials = CallCredentials.FromInterceptor(AddTokenAsync);
            Options = Options.WithCredentials(options.Credentials is { } own ? CallCredentials.Compose(own, credentials) : credentials);
        }
    }

    public CallOptions Options { get; }

    public IAsyncStreamReader<T> Reader<T>(IAsyncStreamReader<T> inner) => new TypedReader<T>(inner, this);

    public IClientStreamWriter<T> Writer<T>(IClientStreamWriter<T> inner) => new TypedWriter<T>(inner, this);

    public async Task<T> Typed<T>(Task<T> task)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            throw Typed(e, CancellationToken.None);
        }
    }

    private async Task Typed(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            throw Typed(e, cancellationToken);
        }
    }

    private Exception Typed(RpcException e, CancellationToken cancellationToken)
    {
        if (Options.CancellationToken.IsCancellationRequested)
            return _policy.Errors.Cancelled(e, Options.CancellationToken);
        if (cancellationToken.IsCancellationRequested)
            return _policy.Errors.Cancelled(e, cancellationToken);
        if (e.Status.DebugException is OpsPlatformException noToken)
            return noToken.WithRequestId(_requestId);
        var failure = _policy.Errors.Read(e, _requestId);
        if (failure.Reason == ErrorReason.TokenInvalid && _token is not null)
            _policy.Tokens.Forget(_token);
        return failure;
    }

    private async Task AddTokenAsync(AuthInterceptorContext context, Metadata headers)
    {
        _token = await _policy.Tokens.GetAsync(context.CancellationToken).ConfigureAwait(false);
        CallHeaders.Add(headers, _token);
    }

    private sealed class TypedReader<T>(IAsyncStreamReader<T> inner, StreamCall call) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            try
            {
                return await inner.MoveNext(cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                throw call.Typed(e, cancellationToken);
            }
        }
    }

    private sealed class TypedWriter<T>(IClientStreamWriter<T> inner, StreamCall call) : IClientStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => inner.WriteOptions;
            set => inner.WriteOptions = value;
        }

        public Task WriteAsync(T message) => call.Typed(inner.WriteAsync(message), CancellationToken.None);

        public Task WriteAsync(T message, CancellationToken cancellationToken) => call.Typed(inner.WriteAsync(message, cancellationToken), cancellationToken);

        public Task CompleteAsync() => call.Typed(inner.CompleteAsync(), CancellationToken.None);
    }
}
