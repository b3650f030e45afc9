using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Flag() : RpcCommand<FlagLessonRequest, Lesson>(
    "flag",
    "Record that something has changed, so that a lesson has to be reviewed.",
    [
        new("name", "The lesson."),
        new("trigger", "What has changed."),
        new("reason", "What exactly."),
    ],
    "ops lessons flag brief-early --trigger policy --reason 'New advertising law'")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, FlagLessonRequest request, CallOptions options) =>
        client.Campaigns.FlagLessonAsync(request, options);
}
