using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Evaluate() : RpcCommand<EvaluateSupplierRequest, Supplier>(
    "evaluate",
    "Evaluate a supplier for a month, by all criteria of a scorecard.",
    [
        new("name", "The supplier."),
        new("scorecard", "The scorecard: ops scorecards list shows what there is."),
        new("month_date", "A day of the month.", "month"),
        new("scores", "A score by its criterion in basis points, again for each: quality:8000.", "score"),
        new("note", "What is to be said of it."),
    ],
    "ops suppliers evaluate starlight --scorecard standard --month 2026-03-01 --score quality:8000 --score delivery:6000")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, EvaluateSupplierRequest request, CallOptions options) =>
        client.Suppliers.EvaluateSupplierAsync(request, options);
}
