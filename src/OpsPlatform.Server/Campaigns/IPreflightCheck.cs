using Grpc.Core;
using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Server.Campaigns;

/// <summary>Looks for what stands between a campaign and its start. A noun that knows of something adds one to the services.</summary>
internal interface IPreflightCheck
{
    Task<IEnumerable<PreflightFinding>> FindAsync(ServerCallContext context, Campaign campaign);
}
