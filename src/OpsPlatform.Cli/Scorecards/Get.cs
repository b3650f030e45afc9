using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Scorecards;

internal sealed class Get() : RpcCommand<GetSupplierScorecardRequest, SupplierScorecard>(
    "get",
    "Show a scorecard.",
    [
        new("name", "The scorecard."),
    ],
    "ops scorecards get standard")
{
    protected override AsyncUnaryCall<SupplierScorecard> Call(OpsPlatformClient client, GetSupplierScorecardRequest request, CallOptions options) =>
        client.Suppliers.GetSupplierScorecardAsync(request, options);
}
