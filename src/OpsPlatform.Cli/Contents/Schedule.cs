using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Schedule() : RpcCommand<ScheduleContentRequest, Content>(
    "schedule",
    "Give an approved content the time at which it is to be out.",
    [
        new("name", "The content."),
        new("publish_time", "When it is to be out."),
        new("grace", "How long after that it counts as missed. Default: 30m."),
        new("min_fit_score", "The points with which it has to fit its platform. Default: 60."),
    ],
    "ops contents schedule spring-tea --publish-time 2026-04-01T12:00:00+08:00")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, ScheduleContentRequest request, CallOptions options) =>
        client.Contents.ScheduleContentAsync(request, options);
}
