using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class CarryForward() : RpcCommand<CarryForwardRequest, CarryForwardResponse>(
    "carry-forward",
    "Carry open holds into the budget of the next period.",
    [
        new("name", "The budget that the holds are in."),
        new("counter_budget", "The budget that they go to."),
        new("reservations", "A hold, again for each. Default: the hundred open ones that come first.", "reservation"),
        new("move_funds", "Move the money along."),
    ],
    "ops budgets carry-forward q4-2026 --counter-budget q1-2027 --move-funds")
{
    protected override AsyncUnaryCall<CarryForwardResponse> Call(OpsPlatformClient client, CarryForwardRequest request, CallOptions options) =>
        client.Budgets.CarryForwardAsync(request, options);
}
