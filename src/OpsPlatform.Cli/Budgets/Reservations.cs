using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

internal sealed class Reservations() : ListCommand<ListReservationsRequest, Reservation>(
    "reservations",
    "List the reservations of a budget, finished ones included.",
    [new("parent", "The budget.")],
    "ops budgets reservations q4-2026 --filter 'state = HELD' --order-by expire_time")
{
    protected override IAsyncEnumerable<Reservation> Items(OpsPlatformClient client, ListReservationsRequest request) =>
        client.Budgets.EnumerateReservationsAsync(request);
}
