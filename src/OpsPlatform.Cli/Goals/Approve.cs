using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Goals;

internal sealed class Approve() : RpcCommand<ApproveGoalRevisionRequest, Goal>(
    "approve",
    "Make what is proposed the goal.",
    [new("name", "The goal.")],
    "ops goals approve fans-2026")
{
    protected override AsyncUnaryCall<Goal> Call(OpsPlatformClient client, ApproveGoalRevisionRequest request, CallOptions options) =>
        client.Metrics.ApproveGoalRevisionAsync(request, options);
}
