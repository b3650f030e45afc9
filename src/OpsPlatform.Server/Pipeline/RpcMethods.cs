using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace OpsPlatform.Server.Pipeline;

/// <summary>Every rpc of the platform by its name on the wire. Made at start, so that an rpc without its rule stops the start.</summary>
internal sealed class RpcMethods(IEnumerable<ServiceDescriptor> services)
{
    private readonly Dictionary<string, RpcMethod> _methods =
        services.SelectMany(service => service.Methods).Select(method => new RpcMethod(method)).ToDictionary(method => method.FullName);

    public IEnumerable<RpcMethod> All => _methods.Values;

    /// <summary>Null for what is not the platform's own: health and reflection.</summary>
    public RpcMethod? Find(string fullName) => _methods.GetValueOrDefault(fullName);
}
