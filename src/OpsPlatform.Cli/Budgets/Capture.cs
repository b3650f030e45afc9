using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Capture() : RpcCommand<CaptureReservationRequest, Reservation>(
    "capture",
    "Spend from a reservation, wholly or in parts.",
    [
        new("name", "The reservation."),
        new("amount_micros", "How much to spend, in whole units. Default: all that is held."),
        new("final", "Give what is left of the hold back to its line."),
        new("currency_code", "The currency of the amount, to be checked against the budget's.", "currency"),
        new("external_reference", "Your own reference, such as a purchase order's number."),
        new("effective_date", "The day it counts for, within the period. Default: today in UTC."),
    ],
    "ops budgets capture q4-2026/kol-spring",
    "ops budgets capture q4-2026/kol-spring --amount 20000 --final")
{
    protected override AsyncUnaryCall<Reservation> Call(OpsPlatformClient client, CaptureReservationRequest request, CallOptions options) =>
        client.Budgets.CaptureReservationAsync(request, options);
}
