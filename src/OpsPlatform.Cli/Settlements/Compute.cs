using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Settlements;

internal sealed class Compute() : RpcCommand<ComputeSettlementRequest, Settlement>(
    "compute",
    "Compute what is owed under an agreement for a period that is over.",
    [
        new("parent", "The workspace."),
        new("settlement_id", "The id of the new settlement. Default: one that the server makes.", "settlement-id"),
        new("agreement", "The agreement."),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included.", "to"),
    ],
    "ops settlements compute --settlement-id spring-march --agreement spring --from 2026-03-01 --to 2026-03-31")
{
    protected override AsyncUnaryCall<Settlement> Call(OpsPlatformClient client, ComputeSettlementRequest request, CallOptions options) =>
        client.Suppliers.ComputeSettlementAsync(request, options);

    protected override void Show(Invocation invocation, ComputeSettlementRequest request, Settlement answer) => LastStatement.Show(invocation, answer);
}
