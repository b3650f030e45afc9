using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Goals;

internal sealed class Propose() : RpcCommand<ProposeGoalRevisionRequest, Goal>(
    "propose",
    "Propose another target for a goal.",
    [
        new("name", "The goal."),
        new("target", "What is to be reached in the year."),
        new("quarter_targets", "What a quarter is to bring; four times. Default: a quarter of it each.", "quarter"),
        new("reason", "Why."),
    ],
    "ops goals propose fans-2026 --target 90000 --reason 'The spring went well'")
{
    protected override AsyncUnaryCall<Goal> Call(OpsPlatformClient client, ProposeGoalRevisionRequest request, CallOptions options) =>
        client.Metrics.ProposeGoalRevisionAsync(request, options);
}
