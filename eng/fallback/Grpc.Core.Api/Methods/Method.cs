using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A method of a service, without its message types.</summary>
public interface IMethod
{
    /// <summary>Which sides stream.</summary>
    MethodType Type { get; }

    /// <summary>The service with its package, such as <c>opsplatform.budgets.v1.BudgetService</c>.</summary>
    string ServiceName { get; }

    /// <summary>The method without its service.</summary>
    string Name { get; }

    /// <summary>The path on the wire: <c>/service/method</c>.</summary>
    string FullName { get; }
}

/// <summary>A method of a service, with the marshallers of its messages.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">The response.</typeparam>
/// <param name="type">Which sides stream.</param>
/// <param name="serviceName">The service with its package.</param>
/// <param name="name">The method without its service.</param>
/// <param name="requestMarshaller">The marshaller of requests.</param>
/// <param name="responseMarshaller">The marshaller of responses.</param>
public class Method<TRequest, TResponse>(
    MethodType type,
    string serviceName,
    string name,
    Marshaller<TRequest> requestMarshaller,
    Marshaller<TResponse> responseMarshaller) : IMethod
{
    /// <inheritdoc />
    public MethodType Type { get; } = type;

    /// <inheritdoc />
    public string ServiceName { get; } = GrpcPreconditions.CheckNotNull(serviceName, nameof(serviceName));

    /// <inheritdoc />
    public string Name { get; } = GrpcPreconditions.CheckNotNull(name, nameof(name));

    /// <inheritdoc />
    public string FullName { get; } = $"/{serviceName}/{name}";

    /// <summary>The marshaller of requests.</summary>
    public Marshaller<TRequest> RequestMarshaller { get; } = GrpcPreconditions.CheckNotNull(requestMarshaller, nameof(requestMarshaller));

    /// <summary>The marshaller of responses.</summary>
    public Marshaller<TResponse> ResponseMarshaller { get; } = GrpcPreconditions.CheckNotNull(responseMarshaller, nameof(responseMarshaller));
}
