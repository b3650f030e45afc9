using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Scorecards;

internal sealed class Set() : RpcCommand<SetSupplierScorecardRequest, SupplierScorecard>(
    "set",
    "Make a scorecard, or change it.",
    [
        new("name", "The scorecard."),
        new("display_name", "What people call it."),
        new("criteria", "A criterion and what it weighs in basis points, again for each: quality:6000.", "criterion"),
        new("keep_bps", "How much of its weight an evaluation keeps with each month, in basis points. Default: 9000.", "keep"),
        new("bar_below_bps", "A supplier below this gets no quote and no order, in basis points. Default: no bar.", "bar-below"),
    ],
    "ops scorecards set standard --display-name 'Standard' --criterion quality:6000 --criterion delivery:4000 --bar-below 4000")
{
    protected override AsyncUnaryCall<SupplierScorecard> Call(OpsPlatformClient client, SetSupplierScorecardRequest request, CallOptions options) =>
        client.Suppliers.SetSupplierScorecardAsync(request, options);
}
