using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Audiences;

internal sealed class AssessGrowthPath() : RpcCommand<AssessGrowthPathRequest, GrowthPath>(
    "assess-path",
    "Show whether newcomers are met in enough scenes, and whether one's growth path is still open.",
    [
        new("parent", "The workspace."),
        new("touch_scenes", "Where newcomers are met, again for each.", "scene"),
        new("join_date", "The day on which somebody joined.", "joined"),
        new("as_of_date", "The day that is asked about. Default: today.", "as-of"),
    ],
    "ops audiences assess-path --scene live-room --scene article --scene group --scene store --joined 2026-03-01 --as-of 2026-03-08")
{
    protected override AsyncUnaryCall<GrowthPath> Call(OpsPlatformClient client, AssessGrowthPathRequest request, CallOptions options) =>
        client.Metrics.AssessGrowthPathAsync(request, options);
}
