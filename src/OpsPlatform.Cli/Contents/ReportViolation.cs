using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class ReportViolation() : RpcCommand<ReportViolationRequest, Content>(
    "report-violation",
    "Start the hour within which a content has to be down.",
    [
        new("name", "The content."),
        new("violation", "What was found."),
        new("find_time", "When it was found. Default: now."),
    ],
    "ops contents report-violation spring-tea --violation 'Names a competitor'")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, ReportViolationRequest request, CallOptions options) =>
        client.Contents.ReportViolationAsync(request, options);
}
