using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Contents;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Contents;

/// <summary>The review chains of a workspace: those that OpsPlatform brings, and its own.</summary>
internal sealed class ReviewChainQuery(PostgresEventStore store, QueryRunner queries)
{
    private const string Collection = "review-chains/";

    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int MostNamed = 30;

    public Task<ReviewChain> Get(ServerCallContext context, GetReviewChainRequest request)
    {
        var call = RpcCall.Of(context);
        return BuiltInReviewChains.Find(Id(request.Name), call.Workspace) is { } chain ? Task.FromResult(chain) : queries.Get<ReviewChain>(context, request);
    }

    public async Task<ListReviewChainsResponse> List(ServerCallContext context, ListReviewChainsRequest request)
    {
        var chains = await AllAsync(RpcCall.Of(context).Workspace, context.CancellationToken);
        return await queries.List<ReviewChain, ListReviewChainsResponse>(context, request, [.. chains.Select(chain => (Collection + Id(chain.Name), chain))]);
    }

    /// <exception cref="Refusal">The workspace has no such chain.</exception>
    public async Task<ReviewChain> FindAsync(string workspace, string name, CancellationToken cancellation)
    {
        var id = Id(name);
        return BuiltInReviewChains.Find(id, workspace)
            ?? (await store.GetDocumentAsync<ReviewChain>(workspace, Collection + id, cancellation))?.Data
            ?? throw new Refusal(ErrorReason.ReviewChainUnknown, "chain", ("chain", id), ("known", string.Join(", ", (await AllAsync(workspace, cancellation)).Take(MostNamed).Select(chain => Id(chain.Name)))));
    }

    private async Task<List<ReviewChain>> AllAsync(string workspace, CancellationToken cancellation)
    {
        var chains = BuiltInReviewChains.In(workspace).ToList();
        await foreach (var chain in store.EnumerateDocumentsAsync<ReviewChain>(workspace, cancellation: cancellation))
            chains.Add(chain);
        return chains;
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
