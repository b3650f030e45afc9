using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Report() : RpcCommand<GetLessonReportRequest, LessonReport>(
    "report",
    "Show how well the lessons of a workspace are kept and used.",
    [new("parent", "The workspace.")],
    "ops lessons report")
{
    protected override AsyncUnaryCall<LessonReport> Call(OpsPlatformClient client, GetLessonReportRequest request, CallOptions options) =>
        client.Campaigns.GetLessonReportAsync(request, options);
}
