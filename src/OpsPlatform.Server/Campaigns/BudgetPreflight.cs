using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Campaigns;

/// <summary>Looks whether a campaign can be paid.</summary>
internal sealed class BudgetPreflight(QueryRunner queries) : IPreflightCheck
{
    public async Task<IEnumerable<PreflightFinding>> FindAsync(ServerCallContext context, Campaign campaign) =>
        campaign.Budget.Length == 0 ? [] : PreflightRules.Of(campaign, await queries.Named<Budget>(context, campaign.Budget));
}
