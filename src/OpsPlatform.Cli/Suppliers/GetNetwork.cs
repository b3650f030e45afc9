using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class GetNetwork() : RpcCommand<GetNetworkRequest, Network>(
    "network",
    "Count the partners, against a target.",
    [
        new("parent", "The workspace."),
        new("target_count", "How many there should be. Default: 50.", "target"),
        new("read_time", "As of when."),
    ],
    "ops suppliers network",
    "ops suppliers network --target 50 --read-time 2026-12-31T00:00:00Z")
{
    protected override AsyncUnaryCall<Network> Call(OpsPlatformClient client, GetNetworkRequest request, CallOptions options) =>
        client.Suppliers.GetNetworkAsync(request, options);
}
