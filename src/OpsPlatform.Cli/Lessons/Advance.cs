using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Advance() : RpcCommand<AdvanceLessonRequest, Lesson>(
    "advance",
    "Bring a lesson to its next stage.",
    [
        new("name", "The lesson."),
        new("stage", "The stage that it comes to."),
    ],
    "ops lessons advance brief-early --stage organised")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, AdvanceLessonRequest request, CallOptions options) =>
        client.Campaigns.AdvanceLessonAsync(request, options);
}
