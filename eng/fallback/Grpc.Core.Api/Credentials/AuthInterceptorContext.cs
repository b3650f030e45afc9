using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>The call that asks for credentials.</summary>
/// <param name="serviceUrl">The service's address, such as <c>https://host/package.Service</c>.</param>
/// <param name="methodName">The method without its service.</param>
/// <param name="cancellationToken">Cancelled with the call.</param>
public class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
{
    /// <summary>A call that cannot be cancelled.</summary>
    /// <param name="serviceUrl">The service's address.</param>
    /// <param name="methodName">The method without its service.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>The service's address, such as <c>https://host/package.Service</c>.</summary>
    public string ServiceUrl { get; } = GrpcPreconditions.CheckNotNull(serviceUrl, nameof(serviceUrl));

    /// <summary>The method without its service.</summary>
    public string MethodName { get; } = GrpcPreconditions.CheckNotNull(methodName, nameof(methodName));

    /// <summary>Cancelled with the call.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
