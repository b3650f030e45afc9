using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class AssessCycle() : RpcCommand<AssessCycleRequest, CycleAssessment>(
    "assess-cycle",
    "Show whether a production cycle has to change.",
    [
        new("parent", "The workspace."),
        new("content_demand_change_bps", "How much the demand for content changes, in basis points."),
        new("user_feedback_change_bps", "How much the users' feedback changes, in basis points."),
        new("platform_rule_change_bps", "How much the platforms' rules change, in basis points."),
        new("threshold_bps", "Above which of these the cycle has to be reviewed. Default: 2000."),
        new("ready_count", "How many pieces are ready.", "ready"),
        new("planned_count", "How many next week takes.", "planned"),
    ],
    "ops campaigns assess-cycle --platform-rule-change-bps 2500 --ready 12 --planned 10")
{
    protected override AsyncUnaryCall<CycleAssessment> Call(OpsPlatformClient client, AssessCycleRequest request, CallOptions options) =>
        client.Campaigns.AssessCycleAsync(request, options);
}
