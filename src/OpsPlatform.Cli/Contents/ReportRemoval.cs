using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class ReportRemoval() : RpcCommand<ReportRemovalRequest, Content>(
    "report-removal",
    "Record that the platform has removed a content.",
    [
        new("name", "The content."),
        new("reason", "What is known of it."),
        new("evidence_sha256", "The SHA-256 of what shows it."),
    ],
    "ops contents report-removal spring-tea --reason 'Complaint about music'")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, ReportRemovalRequest request, CallOptions options) =>
        client.Contents.ReportRemovalAsync(request, options);
}
