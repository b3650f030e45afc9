using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Domain;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Queries;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace OpsPlatform.Server;

/// <summary>What the nouns bring along: their services, and what of theirs is stored.</summary>
internal sealed class Nouns
{
    private readonly List<Action<IEndpointRouteBuilder>> _maps = [];

    public List<ServiceDescriptor> Services { get; } = [];

    public List<Type> ServiceTypes { get; } = [];

    public List<MessageDescriptor> Events { get; } = [];

    public List<MessageDescriptor> Documents { get; } = [];

    public Nouns Add<TService>(IServiceCollection services, ServiceDescriptor service, FileDescriptor? events, params IEnumerable<MessageDescriptor> documents)
        where TService : class
    {
        Events.AddRange(events?.MessageTypes ?? []);
        Documents.AddRange(documents);
        return Add<TService>(services, service);
    }

    /// <summary>Of a noun that stores nothing of its own.</summary>
    public Nouns Add<TService>(IServiceCollection services, ServiceDescriptor service)
        where TService : class
    {
        services.AddSingleton<TService>();
        Services.Add(service);
        ServiceTypes.Add(typeof(TService));
        _maps.Add(endpoints => endpoints.MapGrpcService<TService>());
        return this;
    }

    /// <summary>A resource with a stream of its own: how it is folded, and the loop that runs commands on it.</summary>
    public static void AddAggregate<TRoot>(IServiceCollection services, AggregateType<TRoot> type)
        where TRoot : class, IMessage<TRoot>, new() =>
        services.AddSingleton(type).AddSingleton<IStreamHistory>(type).AddSingleton<CommandRunner<TRoot>>();

    /// <summary>A resource of which OpsPlatform brings some, and a workspace may have others of its own.</summary>
    public static void AddBuiltIns<T>(IServiceCollection services, BuiltIns<T> builtIns)
        where T : class, IMessage<T>, new() =>
        services.AddSingleton(builtIns).AddSingleton<BuiltInQuery<T>>();

    public void Map(IEndpointRouteBuilder endpoints) => _maps.ForEach(map => map(endpoints));
}
