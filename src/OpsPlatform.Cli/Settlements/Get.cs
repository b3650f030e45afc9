using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Settlements;

internal sealed class Get() : RpcCommand<GetSettlementRequest, Settlement>(
    "get",
    "Show a settlement as of now, or as it was, line by line.",
    [
        new("name", "The settlement."),
        new("read_time", "As of when."),
    ],
    "ops settlements get spring-march")
{
    protected override AsyncUnaryCall<Settlement> Call(OpsPlatformClient client, GetSettlementRequest request, CallOptions options) =>
        client.Suppliers.GetSettlementAsync(request, options);

    protected override void Show(Invocation invocation, GetSettlementRequest request, Settlement answer) => LastStatement.Show(invocation, answer);
}
