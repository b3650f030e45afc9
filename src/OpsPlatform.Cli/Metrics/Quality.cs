using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

internal sealed class Quality() : RpcCommand<GetDataQualityRequest, DataQuality>(
    "quality",
    "Show whether what was recorded is all there, right and in time.",
    [
        new("parent", "The workspace."),
        new("metrics", "A metric that is recorded each day, again for each.", "metric"),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included.", "to"),
        new("accounts", "Only this account, again for each. Default: all.", "account"),
        new("limit_bps", "So much is enough. Default: 9500."),
    ],
    "ops metrics quality --metric plays --metric likes --from 2026-03-01 --to 2026-03-31")
{
    protected override AsyncUnaryCall<DataQuality> Call(OpsPlatformClient client, GetDataQualityRequest request, CallOptions options) =>
        client.Metrics.GetDataQualityAsync(request, options);
}
