using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class SetControl() : RpcCommand<SetLineControlRequest, Budget>(
    "set-control",
    "Say what happens when a line has not enough: stop, warn, or approve.",
    [
        new("name", "The budget."),
        new("line", "The line."),
        new("control.hold", "For holds, on the whole. Default: stop.", "hold"),
        new("control.spend", "For expenses without a hold, on the whole. Default: stop.", "spend"),
        new("control.month_hold", "For holds, by what is planned for the months so far. Default: no control.", "month-hold"),
        new("control.month_spend", "For expenses and captures, by what is planned for the months so far. Default: no control.", "month-spend"),
        new("months", "What is planned for a month, by its first day, again for each: 2026-10-01:50000. They sum to the line. Default: spread evenly.", "month"),
    ],
    "ops budgets set-control q4-2026 --line content --hold warn --spend approve",
    "ops budgets set-control q4-2026 --line traffic --month-spend stop --month 2026-10-01:50000 --month 2026-11-01:70000 --month 2026-12-01:30000")
{
    protected override AsyncUnaryCall<Budget> Call(OpsPlatformClient client, SetLineControlRequest request, CallOptions options) =>
        client.Budgets.SetLineControlAsync(request, options);
}
