using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Lessons;

internal sealed class Get() : RpcCommand<GetLessonRequest, Lesson>(
    "get",
    "Show a lesson.",
    [new("name", "The lesson.")],
    "ops lessons get brief-early")
{
    protected override AsyncUnaryCall<Lesson> Call(OpsPlatformClient client, GetLessonRequest request, CallOptions options) =>
        client.Campaigns.GetLessonAsync(request, options);
}
