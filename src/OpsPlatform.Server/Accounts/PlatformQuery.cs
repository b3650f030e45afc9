using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Accounts;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Accounts;

/// <summary>The platforms of a workspace: those that OpsPlatform brings, and its own.</summary>
internal sealed class PlatformQuery(PostgresEventStore store, QueryRunner queries)
{
    private const string Collection = "platforms/";

    public Task<Platform> Get(ServerCallContext context, GetPlatformRequest request)
    {
        var call = RpcCall.Of(context);
        return BuiltInPlatforms.Find(Id(call.Method.Target(request)!.Value.Stream), call.Workspace) is { } platform
            ? Task.FromResult(platform)
            : queries.Get<Platform>(context, request);
    }

    public async Task<ListPlatformsResponse> List(ServerCallContext context, ListPlatformsRequest request)
    {
        var workspace = RpcCall.Of(context).Workspace;
        var platforms = await AllAsync(workspace, context.CancellationToken);
        return await queries.List<Platform, ListPlatformsResponse>(context, request, [.. platforms.Select(platform => (Collection + Id(platform.Name), platform))]);
    }

    /// <param name="name">The full name, which a request's field has.</param>
    /// <exception cref="Refusal">The workspace has no such platform.</exception>
    public async Task<Platform> FindAsync(string workspace, string name, string field, CancellationToken cancellation)
    {
        var id = Id(name);
        return BuiltInPlatforms.Find(id, workspace)
            ?? (await store.GetDocumentAsync<Platform>(workspace, Collection + id, cancellation))?.Data
            ?? throw new Refusal(ErrorReason.PlatformUnknown, field, ("platform", id), ("known", string.Join(", ", (await AllAsync(workspace, cancellation)).Take(MostNamed).Select(platform => Id(platform.Name)))));
    }

    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int MostNamed = 30;

    private async Task<List<Platform>> AllAsync(string workspace, CancellationToken cancellation)
    {
        var platforms = BuiltInPlatforms.In(workspace).ToList();
        await foreach (var platform in store.EnumerateDocumentsAsync<Platform>(workspace, cancellation: cancellation))
            platforms.Add(platform);
        return platforms;
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
