using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Server.Campaigns;

/// <summary>Looks for what stands between a campaign and its start. A noun that knows of something adds one to the services: agreements, content.</summary>
internal interface IPreflightCheck
{
    Task<IEnumerable<PreflightFinding>> FindAsync(string workspace, Campaign campaign, CancellationToken cancellation);
}
