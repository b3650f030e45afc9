using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class Create() : RpcCommand<CreateCampaignRequest, Campaign>(
    "create",
    "Plan a campaign.",
    [
        new("campaign_id", "The id of the new campaign. Default: one that the server makes."),
        new("campaign.display_name", "What people call it."),
        new("campaign.start_date", "Its first day.", "from"),
        new("campaign.end_date", "Its last day, included.", "to"),
        new("campaign.goals", "What it is to reach, again for each: 'New users:1000000,metric=new-users,deadline-date=2026-12-31'.", "goal"),
        new("campaign.resource_match.resource_bps", "What it has, in basis points of what its peers have."),
        new("campaign.resource_match.goal_bps", "What it wants to reach, in basis points of what its peers reach."),
        new("campaign.budget", "What it is paid from."),
        new("campaign.needed_amount_micros", "How much of the budget it will need, in whole units.", "needed"),
        new("campaign.currency_code", "The currency of that: CNY.", "currency"),
        new("campaign.suppliers", "One that it buys from, again for each.", "supplier"),
        new("campaign.labels", "A mark to find it by, again for each.", "label"),
    ],
    "ops campaigns create spring --display-name 'Spring launch' --from 2026-03-16 --to 2026-06-21 --budget q2-2026 --needed 300000 --currency CNY",
    "ops campaigns create spring --display-name 'Spring launch' --from 2026-03-16 --goal 'A million new users:1000000,metric=new-users,deadline-date=2026-12-31'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, CreateCampaignRequest request, CallOptions options) =>
        client.Campaigns.CreateCampaignAsync(request, options);
}
