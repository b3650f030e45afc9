using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Settlements;

internal sealed class Pay() : RpcCommand<PaySettlementRequest, Settlement>(
    "pay",
    "Pay what a settlement owes, or take back what was paid too much.",
    [
        new("name", "The settlement."),
        new("external_reference", "Your own reference, such as the bank's."),
        new("budget", "The budget that pays what no expense stands for yet. Default: none."),
        new("line", "The line of that budget."),
    ],
    "ops settlements pay spring-march --external-reference BANK-77",
    "ops settlements pay spring-march --budget q4-2026 --line content --validate-only")
{
    protected override AsyncUnaryCall<Settlement> Call(OpsPlatformClient client, PaySettlementRequest request, CallOptions options) =>
        client.Suppliers.PaySettlementAsync(request, options);
}
