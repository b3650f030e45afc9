using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Goals;

internal sealed class Create() : RpcCommand<CreateGoalRequest, Goal>(
    "create",
    "Set a goal for a year.",
    [
        new("goal_id", "The id of the new goal. Default: one that the server makes."),
        new("goal.display_name", "What people call it."),
        new("goal.metric", "The metric: ops metrics list shows what there is."),
        new("goal.measure", "What the target is of. Default: the value itself."),
        new("goal.year", "The year."),
        new("goal.target", "What is to be reached in the year."),
        new("goal.quarter_targets", "What a quarter is to bring; four times. Default: a quarter of it each.", "quarter"),
        new("goal.parts", "Where it is to come from, and its share in basis points; again for each.", "part"),
    ],
    "ops goals create fans-2026 --display-name 'New fans' --metric new-followers --year 2026 --target 86000 --part content:6300 --part fission:2700")
{
    protected override AsyncUnaryCall<Goal> Call(OpsPlatformClient client, CreateGoalRequest request, CallOptions options) =>
        client.Metrics.CreateGoalAsync(request, options);
}
