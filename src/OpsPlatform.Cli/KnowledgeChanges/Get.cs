using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.KnowledgeChanges;

internal sealed class Get() : RpcCommand<GetKnowledgeChangeRequest, KnowledgeChange>(
    "get",
    "Show a change and the lessons that it has flagged.",
    [new("name", "The change.")],
    "ops knowledge-changes get ad-law-2026")
{
    protected override AsyncUnaryCall<KnowledgeChange> Call(OpsPlatformClient client, GetKnowledgeChangeRequest request, CallOptions options) =>
        client.Campaigns.GetKnowledgeChangeAsync(request, options);
}
