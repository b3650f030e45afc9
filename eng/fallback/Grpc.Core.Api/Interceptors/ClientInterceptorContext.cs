namespace Grpc.Core.Interceptors;

/// <summary>The call that a client interceptor is about to pass on.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">The response.</typeparam>
/// <param name="method">The method.</param>
/// <param name="host">The host to address, or null for the channel's.</param>
/// <param name="options">What the caller decided.</param>
public readonly struct ClientInterceptorContext<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>The host to address, or null for the channel's.</summary>
    public string? Host { get; } = host;

    /// <summary>What the caller decided.</summary>
    public CallOptions Options { get; } = options;
}
