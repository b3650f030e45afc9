using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class ReachMilestone() : RpcCommand<ReachMilestoneRequest, Campaign>(
    "reach-milestone",
    "Judge a milestone by what was counted and what is met.",
    [
        new("name", "The campaign."),
        new("milestone_id", "The milestone.", "milestone"),
        new("values", "What was counted, again for each measure: core-tags:100.", "value"),
        new("met_requirements", "A requirement that is met, again for each.", "met-requirement"),
        new("evidence", "What shows it."),
    ],
    "ops campaigns reach-milestone spring --milestone month-1 --value core-tags:100 --met-requirement tags-live --evidence 'Export of 2026-04-15'",
    "ops campaigns reach-milestone spring --milestone month-9 --value fission-users:250000,values=210000,values=205000 --evidence 'Reports of the three events'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, ReachMilestoneRequest request, CallOptions options) =>
        client.Campaigns.ReachMilestoneAsync(request, options);
}
