using System.Reflection;
using Google.Protobuf;
using Grpc.Core;

namespace OpsPlatform.Server.Approvals;

/// <summary>The unary rpcs of the platform, to be called from inside by their names on the wire.</summary>
internal sealed class RpcHandlers(IServiceProvider services, IEnumerable<Type> serviceTypes)
{
    private readonly Lazy<Dictionary<string, Func<IMessage, ServerCallContext, Task>>> _handlers = new(() => Collect(services, serviceTypes));

    /// <summary>Runs the rpc as it is, without the pipeline in front of it.</summary>
    public Task CallAsync(string fullName, IMessage request, ServerCallContext context) => _handlers.Value[fullName](request, context);

    private static Dictionary<string, Func<IMessage, ServerCallContext, Task>> Collect(IServiceProvider services, IEnumerable<Type> serviceTypes)
    {
        var collector = new Collector();
        foreach (var type in serviceTypes)
        {
            // As Grpc.AspNetCore finds them.
            var bind = type.BaseType!.GetCustomAttribute<BindServiceMethodAttribute>()!;
            bind.BindType.GetMethod(bind.BindMethodName, [typeof(ServiceBinderBase), type.BaseType!])!.Invoke(null, [collector, services.GetRequiredService(type)]);
        }

        return collector.Handlers;
    }

    private sealed class Collector : ServiceBinderBase
    {
        public Dictionary<string, Func<IMessage, ServerCallContext, Task>> Handlers { get; } = [];

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Handlers.Add(method.FullName, (request, context) => handler!((TRequest)request, context));

        // Streams are no writes.
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }
    }
}
