using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Queries;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Campaigns;

/// <summary>Looks whether a campaign may buy from its suppliers until its end.</summary>
internal sealed class SupplierPreflight(QueryRunner queries, TimeProvider time) : IPreflightCheck
{
    private static readonly Filter Active = new Filter.Comparison("state", Comparator.Equal, "STATE_ACTIVE");

    public async Task<IEnumerable<PreflightFinding>> FindAsync(ServerCallContext context, Campaign campaign) =>
        (await Task.WhenAll(campaign.Suppliers.Select(name => FindAsync(context, campaign, name)))).SelectMany(findings => findings);

    private async Task<IEnumerable<PreflightFinding>> FindAsync(ServerCallContext context, Campaign campaign, string name)
    {
        var agreements = await queries.All<Agreement>(context, new Filter.AllOf([Active, new Filter.Comparison("supplier", Comparator.Equal, name)]));
        return PreflightRules.Of(campaign, await queries.Named<Supplier>(context, name), agreements, time.GetUtcNow());
    }
}
