using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Campaigns;

/// <summary>Looks whether the contents of a campaign can be put out.</summary>
internal sealed class ContentPreflight(QueryRunner queries) : IPreflightCheck
{
    public async Task<IEnumerable<PreflightFinding>> FindAsync(ServerCallContext context, Campaign campaign)
    {
        var contents = await queries.All<Content>(context, new Filter.Comparison("campaign", Comparator.Equal, campaign.Name));
        return contents.SelectMany(PreflightRules.Of).Select(finding => RpcCall.Of(context).IsGranted(finding.Resource) ? finding : new PreflightFinding { Code = finding.Code, Detail = finding.Detail });
    }
}
