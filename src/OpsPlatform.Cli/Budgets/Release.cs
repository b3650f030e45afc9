using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Release() : RpcCommand<ReleaseReservationRequest, Reservation>(
    "release",
    "Give what a reservation still holds back to its line.",
    [new("name", "The reservation.")],
    "ops budgets release q4-2026/kol-spring")
{
    protected override AsyncUnaryCall<Reservation> Call(OpsPlatformClient client, ReleaseReservationRequest request, CallOptions options) =>
        client.Budgets.ReleaseReservationAsync(request, options);
}
