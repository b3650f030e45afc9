using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Update() : RpcCommand<UpdateCampaignRequest, Campaign>(
    "update",
    "Edit what describes a campaign.",
    [
        new("campaign.name", "The campaign."),
        new("campaign.display_name", "What people call it."),
        new("campaign.start_date", "Its first day.", "from"),
        new("campaign.end_date", "Its last day, included.", "to"),
        new("campaign.goals", "What it is to reach, again for each: 'New users:1000000,metric=new-users,deadline-date=2026-12-31'.", "goal"),
        new("campaign.resource_match.resource_bps", "What it has, in basis points of what its peers have."),
        new("campaign.resource_match.goal_bps", "What it wants to reach, in basis points of what its peers reach."),
        new("campaign.budget", "What it is paid from."),
        new("campaign.needed_amount_micros", "How much of the budget it will need, in whole units.", "needed"),
        new("campaign.currency_code", "The currency of that: CNY.", "currency"),
        new("campaign.suppliers", "One that it buys from, again for each. They replace all that it has.", "supplier"),
        new("campaign.labels", "A mark to find it by, again for each. They replace all that it has.", "label"),
        new("update_mask", "The fields to edit, with commas between; one that is not given is emptied. Default: those that are given."),
    ],
    "ops campaigns update spring --to 2026-06-28",
    "ops campaigns update spring --update-mask labels,end_date --label flagship")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, UpdateCampaignRequest request, CallOptions options) =>
        client.Campaigns.UpdateCampaignAsync(request, options);
}
