using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Contents;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Contents;

/// <summary>What a content was, version by version.</summary>
internal sealed class VersionQuery(PostgresEventStore store, QueryRunner queries)
{
    public async Task<CompareContentVersionsResponse> Compare(ServerCallContext context, CompareContentVersionsRequest request)
    {
        var content = await queries.Get<Content>(context, request);
        var from = FindAsync("from_version", request.FromVersion);
        var to = FindAsync("to_version", request.ToVersion == 0 ? content.Version : request.ToVersion);
        return VersionComparison.Of(await from, await to);

        async Task<ContentVersion> FindAsync(string field, int number)
        {
            var (workspace, id) = (RpcCall.Of(context).Workspace, $"{ResourceName.Parse(content.Name)!.Value.Stream}/versions/{number}");
            return (await store.GetDocumentAsync<ContentVersion>(workspace, id, context.CancellationToken))?.Data
                ?? throw new Refusal(ErrorReason.ContentVersionUnknown, field, ("version", number), ("newest", content.Version));
        }
    }
}
