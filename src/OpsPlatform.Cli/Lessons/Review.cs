using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Review() : RpcCommand<ReviewLessonRequest, Lesson>(
    "review",
    "Record that a lesson is still true, or not.",
    [
        new("name", "The lesson."),
        new("outdated", "It is not true any more."),
    ],
    "ops lessons review brief-early")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, ReviewLessonRequest request, CallOptions options) =>
        client.Campaigns.ReviewLessonAsync(request, options);
}
