using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Goals;

internal sealed class Get() : RpcCommand<GetGoalRequest, Goal>(
    "get",
    "Show a goal, its quarters and what is proposed instead.",
    [new("name", "The goal.")],
    "ops goals get fans-2026")
{
    protected override AsyncUnaryCall<Goal> Call(OpsPlatformClient client, GetGoalRequest request, CallOptions options) =>
        client.Metrics.GetGoalAsync(request, options);
}
