using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Settlements;

internal sealed class Replay() : RpcCommand<ReplaySettlementRequest, SettlementReplay>(
    "replay",
    "Compute a settlement again as of its own time, and show whether it comes to the same.",
    [
        new("name", "The settlement."),
    ],
    "ops settlements replay spring-march")
{
    protected override AsyncUnaryCall<SettlementReplay> Call(OpsPlatformClient client, ReplaySettlementRequest request, CallOptions options) =>
        client.Suppliers.ReplaySettlementAsync(request, options);
}
