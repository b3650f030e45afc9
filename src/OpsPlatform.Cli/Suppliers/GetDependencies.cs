using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class GetDependencies() : RpcCommand<GetDependencyReportRequest, DependencyReport>(
    "dependencies",
    "Show on whom the workspace depends.",
    [
        new("parent", "The workspace."),
        new("concentration_bps", "From which share of all that is ordered on a supplier is told of, in basis points. Default: 5000.", "concentration"),
        new("kol_cap_bps", "The cap of what opinion leaders may have of a budget, in basis points. Default: 1500.", "kol-cap"),
    ],
    "ops suppliers dependencies",
    "ops suppliers dependencies --concentration 3000")
{
    protected override AsyncUnaryCall<DependencyReport> Call(OpsPlatformClient client, GetDependencyReportRequest request, CallOptions options) =>
        client.Suppliers.GetDependencyReportAsync(request, options);
}
