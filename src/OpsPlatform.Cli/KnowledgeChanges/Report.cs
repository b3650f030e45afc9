using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.KnowledgeChanges;

internal sealed class Report() : RpcCommand<ReportKnowledgeChangeRequest, KnowledgeChange>(
    "report",
    "Report that something has changed outside, and flag the lessons with its tags.",
    [
        new("name", "The change."),
        new("trigger", "What has changed."),
        new("tags", "What it is about: a tag of lessons, again for each.", "tag"),
        new("reason", "What exactly."),
    ],
    "ops knowledge-changes report ad-law-2026 --trigger policy --tag advertising --reason 'New advertising law'")
{
    protected override AsyncUnaryCall<KnowledgeChange> Call(OpsPlatformClient client, ReportKnowledgeChangeRequest request, CallOptions options) =>
        client.Campaigns.ReportKnowledgeChangeAsync(request, options);
}
