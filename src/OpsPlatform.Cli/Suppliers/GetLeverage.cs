using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class GetLeverage() : RpcCommand<GetLeverageRequest, Leverage>(
    "leverage",
    "Show how much of others' resources was moved for one's own.",
    [
        new("parent", "The workspace."),
        new("currency_code", "Only what was exchanged in this currency.", "currency"),
    ],
    "ops suppliers leverage --currency CNY")
{
    protected override AsyncUnaryCall<Leverage> Call(OpsPlatformClient client, GetLeverageRequest request, CallOptions options) =>
        client.Suppliers.GetLeverageAsync(request, options);
}
