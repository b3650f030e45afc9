using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Budgets;

/// <summary>Moves money and holds between budgets: each budget is a part of one command, so that all of it is stored or none.</summary>
internal sealed class Transfers(CommandRunner<Budget> commands, CommandRunner<Order> orders, QueryRunner queries, PostgresEventStore store)
{
    private const int MostCarried = 100;

    public Task<TransferFundsResponse> TransferAsync(TransferFundsRequest request, ServerCallContext context)
    {
        var (transfer, giver) = ("", new Budget());
        CommandPart<Budget>[] receivers =
        [
            .. request.Legs.Select(leg => leg.CounterBudget).Where(name => name.Length > 0 && name != request.Name).Distinct()
                .Select(name => commands.Part(context, name, (budget, decision) => BudgetDecider.Receive(budget, request, transfer, giver, decision))),
        ];
        return commands.Run(
            context,
            request,
            (budget, asked, decision) =>
            {
                (transfer, giver) = (decision.NewId(), budget.Root);
                return BudgetDecider.Transfer(budget, asked, transfer, decision);
            },
            budget => new TransferFundsResponse { Transfer = transfer, Budgets = { budget.Root, receivers.Select(receiver => receiver.Aggregate.Root) } },
            with: receivers);
    }

    public async Task<CarryForwardResponse> CarryForwardAsync(CarryForwardRequest request, ServerCallContext context)
    {
        // What a hold is for does not change: by that it is known which orders and counts take part.
        var found = request.Reservations.Count > 0 ? await NamedAsync(request, context) : await OpenAsync(request, context);
        string[] names = [.. found.Select(hold => hold.Name)];
        string[] children = [.. names.Select(name => $"reservations/{name.LastId()}")];
        var (giver, holds) = (new Budget(), Array.Empty<Reservation>());
        var receiver = commands.Part(
            context,
            request.CounterBudget,
            (budget, decision) => BudgetDecider.CarryIn(budget, request, giver, holds, decision),
            [.. children, .. ContentCosts.Concerned(found.Select(hold => hold.CostObject?.Content ?? ""))]);
        var orderNames = found.Select(hold => hold.CostObject?.Order ?? "").Where(order => order.Length > 0).Distinct();
        return await commands.Run(
            context,
            request,
            (budget, asked, decision) =>
            {
                (giver, holds) = (budget.Root, [.. children.Select(budget.Find<Reservation>).OfType<Reservation>()]);
                return BudgetDecider.CarryOut(budget, asked, holds, decision);
            },
            budget => new CarryForwardResponse { Reservations = { children.Select(receiver.Aggregate.Find<Reservation>) }, OpenReservationCount = budget.Root.OpenReservationCount },
            with: [receiver, .. orderNames.Select(name => orders.Part(context, name, (order, _) => OrderDecider.FollowHold(order, request.CounterBudget, names)))],
            children: children);
    }

    private async Task<IReadOnlyCollection<Reservation>> OpenAsync(CarryForwardRequest request, ServerCallContext context)
    {
        var held = ListQuery.Parse(new ListFields(Reservation.Descriptor, null), parent: request.Name, pageSize: MostCarried, pageToken: "", filter: "state = HELD", orderBy: "");
        var query = new DocumentQuery(MostCarried) { Prefix = $"{ResourceName.Parse(request.Name)!.Value.Id}/reservations/", Filter = held.Filter };
        return [.. (await store.ListDocumentsAsync<Reservation>(RpcCall.Of(context).Workspace, query, context.CancellationToken)).Documents.Select(document => document.Data)];
    }

    /// <exception cref="Refusal">One is not there, or is of another budget.</exception>
    private async Task<IReadOnlyCollection<Reservation>> NamedAsync(CarryForwardRequest request, ServerCallContext context)
    {
        var found = new List<Reservation>();
        foreach (var name in request.Reservations)
        {
            if (!name.StartsWith($"{request.Name}/", StringComparison.Ordinal))
                throw new Refusal(ErrorReason.ResourceNotFound, "");
            found.Add(await queries.Named<Reservation>(context, name));
        }

        return found;
    }
}
