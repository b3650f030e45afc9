using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Settlements;

internal sealed class Correct() : RpcCommand<CorrectSettlementRequest, Settlement>(
    "correct",
    "Compute a settlement again as of now, and add a statement of the difference.",
    [
        new("name", "The settlement."),
        new("reason", "Why."),
    ],
    "ops settlements correct spring-march --reason 'Plays were counted anew'")
{
    protected override AsyncUnaryCall<Settlement> Call(OpsPlatformClient client, CorrectSettlementRequest request, CallOptions options) =>
        client.Suppliers.CorrectSettlementAsync(request, options);

    protected override void Show(Invocation invocation, CorrectSettlementRequest request, Settlement answer) => LastStatement.Show(invocation, answer);
}
