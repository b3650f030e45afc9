using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Campaigns;

/// <summary>Looks whether the accounts of a campaign can be used until its end.</summary>
internal sealed class AccountPreflight(QueryRunner queries) : IPreflightCheck
{
    public async Task<IEnumerable<PreflightFinding>> FindAsync(ServerCallContext context, Campaign campaign)
    {
        var accounts = await Task.WhenAll(campaign.Accounts.Select(name => queries.Named<Account>(context, name)));
        return accounts.SelectMany(account => PreflightRules.Of(campaign, account));
    }
}
