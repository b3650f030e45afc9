using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Goals;

internal sealed class Reject() : RpcCommand<RejectGoalRevisionRequest, Goal>(
    "reject",
    "Leave a goal as it is.",
    [
        new("name", "The goal."),
        new("reason", "Why."),
    ],
    "ops goals reject fans-2026 --reason 'Too early to tell'")
{
    protected override AsyncUnaryCall<Goal> Call(OpsPlatformClient client, RejectGoalRevisionRequest request, CallOptions options) =>
        client.Metrics.RejectGoalRevisionAsync(request, options);
}
