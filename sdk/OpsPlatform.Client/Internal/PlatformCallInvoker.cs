using Grpc.Core;

namespace OpsPlatform.Client.Internal;

/// <summary>Gives every call its token, language, deadline, retries and typed errors, whatever the rpc.</summary>
internal sealed class PlatformCallInvoker(CallInvoker inner, CallPolicy policy) : CallInvoker
{
    public CallPolicy Policy => policy;

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        new UnaryAttempts<TRequest, TResponse>(inner, policy, method, host, options, request).Start();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var (prepared, requestId) = Rpc.Of(method, request).Prepare(request);
        var stream = new StreamCall(policy, options, requestId);
        var call = inner.AsyncServerStreamingCall(method, host, stream.Options, prepared);
        return new AsyncServerStreamingCall<TResponse>(
            stream.Reader(call.ResponseStream),
            _ => stream.Typed(call.ResponseHeadersAsync),
            _ => call.GetStatus(),
            _ => call.GetTrailers(),
            _ => call.Dispose(),
            stream);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var stream = new StreamCall(policy, options);
        var call = inner.AsyncClientStreamingCall(method, host, stream.Options);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            stream.Writer(call.RequestStream),
            stream.Typed(call.ResponseAsync),
            _ => stream.Typed(call.ResponseHeadersAsync),
            _ => call.GetStatus(),
            _ => call.GetTrailers(),
            _ => call.Dispose(),
            stream);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var stream = new StreamCall(policy, options);
        var call = inner.AsyncDuplexStreamingCall(method, host, stream.Options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            stream.Writer(call.RequestStream),
            stream.Reader(call.ResponseStream),
            _ => stream.Typed(call.ResponseHeadersAsync),
            _ => call.GetStatus(),
            _ => call.GetTrailers(),
            _ => call.Dispose(),
            stream);
    }
}
