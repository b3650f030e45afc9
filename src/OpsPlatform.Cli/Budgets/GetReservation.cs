using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class GetReservation() : RpcCommand<GetReservationRequest, Reservation>(
    "get-reservation",
    "Show a reservation as of now.",
    [new("name", "The reservation.")],
    "ops budgets get-reservation q4-2026/kol-spring")
{
    protected override AsyncUnaryCall<Reservation> Call(OpsPlatformClient client, GetReservationRequest request, CallOptions options) =>
        client.Budgets.GetReservationAsync(request, options);
}
