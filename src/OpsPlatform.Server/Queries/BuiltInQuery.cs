using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Queries;

/// <summary>Answers Get and List of resources of which OpsPlatform brings some and a workspace has others of its own.</summary>
internal sealed class BuiltInQuery<T>(BuiltIns<T> builtIns, PostgresEventStore store, QueryRunner queries)
    where T : class, IMessage<T>, new()
{
    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int MostNamed = 30;

    private static readonly FieldDescriptor NameField = new T().Descriptor.FindFieldByName("name");

    public Task<T> Get(ServerCallContext context, IMessage request)
    {
        var call = RpcCall.Of(context);
        return builtIns.Find(call.Method.Target(request)!.Value.Stream.LastId(), call.Workspace) is { } item
            ? Task.FromResult(item)
            : queries.Get<T>(context, request);
    }

    public async Task<TResponse> List<TResponse>(ServerCallContext context, IMessage request)
        where TResponse : IMessage<TResponse>, new()
    {
        var items = await AllAsync(RpcCall.Of(context).Workspace, context.CancellationToken);
        return await queries.List<T, TResponse>(context, request, [.. items.Select(item => ($"{builtIns.Collection}/{Name(item).LastId()}", item))]);
    }

    /// <summary>By its id; null when the workspace has none that is called so.</summary>
    public async Task<T?> FindAsync(string workspace, string id, CancellationToken cancellation) =>
        builtIns.Find(id, workspace) ?? (await store.GetDocumentAsync<T>(workspace, $"{builtIns.Collection}/{id}", cancellation))?.Data;

    /// <param name="name">The full name, which a request's field has.</param>
    /// <param name="unknown">What is said where there is none, given the ids of those that there are.</param>
    public async Task<T> FindAsync(string workspace, string name, Func<string, Refusal> unknown, CancellationToken cancellation) =>
        await FindAsync(workspace, name.LastId(), cancellation)
            ?? throw unknown(string.Join(", ", (await AllAsync(workspace, cancellation)).Take(MostNamed).Select(item => Name(item).LastId())));

    public async Task<List<T>> AllAsync(string workspace, CancellationToken cancellation)
    {
        var items = builtIns.In(workspace).ToList();
        await foreach (var item in store.EnumerateDocumentsAsync<T>(workspace, cancellation: cancellation))
            items.Add(item);
        return items;
    }

    private static string Name(T item) => (string)NameField.Accessor.GetValue(item);
}
