using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Queries;

/// <summary>Answers for resources of which OpsPlatform brings some, and each workspace adds its own.</summary>
internal abstract class BuiltInQuery<T>(PostgresEventStore store, QueryRunner queries)
    where T : class, IMessage<T>, new()
{
    private static readonly MessageDescriptor Descriptor = new T().Descriptor;
    private static readonly string Collection = $"{Descriptor.GetOptions().GetExtension(ResourceExtensions.Resource).Plural}/";

    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int MostNamed = 30;

    public Task<T> Get(ServerCallContext context, IMessage request)
    {
        var call = RpcCall.Of(context);
        return BuiltIn(Last(call.Method.Target(request)!.Value.Stream), call.Workspace) is { } built ? Task.FromResult(built) : queries.Get<T>(context, request);
    }

    public async Task<TResponse> List<TResponse>(ServerCallContext context, IMessage request)
        where TResponse : IMessage<TResponse>, new() =>
        await queries.List<T, TResponse>(context, request, [.. (await AllAsync(RpcCall.Of(context).Workspace, context.CancellationToken)).Select(each => (Collection + Id(each), each))]);

    /// <param name="name">The full name, which a request's field has.</param>
    /// <exception cref="Refusal">The workspace has no such resource.</exception>
    public async Task<T> FindAsync(string workspace, string name, string field, CancellationToken cancellation)
    {
        var id = Last(name);
        return BuiltIn(id, workspace)
            ?? (await store.GetDocumentAsync<T>(workspace, Collection + id, cancellation))?.Data
            ?? throw Unknown(field, id, string.Join(", ", (await AllAsync(workspace, cancellation)).Take(MostNamed).Select(Id)));
    }

    protected abstract T? BuiltIn(string id, string workspace);

    protected abstract IEnumerable<T> BuiltIns(string workspace);

    /// <param name="known">Those that there are, as a text.</param>
    protected abstract Refusal Unknown(string field, string id, string known);

    private async Task<List<T>> AllAsync(string workspace, CancellationToken cancellation)
    {
        var all = BuiltIns(workspace).ToList();
        await foreach (var own in store.EnumerateDocumentsAsync<T>(workspace, cancellation: cancellation))
            all.Add(own);
        return all;
    }

    private static string Id(T resource) => Last((string)Descriptor.FindFieldByName("name").Accessor.GetValue(resource));

    private static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];
}
