using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Use() : RpcCommand<UseLessonRequest, Lesson>(
    "use",
    "Record that a lesson was used.",
    [
        new("name", "The lesson."),
        new("purpose", "For what."),
    ],
    "ops lessons use brief-early --purpose 'The summer launch'")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, UseLessonRequest request, CallOptions options) =>
        client.Campaigns.UseLessonAsync(request, options);
}
