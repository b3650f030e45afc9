using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Budgets;

/// <summary>Moves money and holds between budgets: each budget is a part of one command, so that all of it is stored or none.</summary>
internal sealed class Transfers(CommandRunner<Budget> commands, CommandRunner<Order> orders, PostgresEventStore store)
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
        string[] names = request.Reservations.Count > 0 ? [.. request.Reservations] : [.. (await OpenAsync(context, request.Name)).Select(hold => hold.Name)];
        var (giver, holds) = (new Budget(), Array.Empty<Reservation>());
        CostObject[] costObjects = [.. (await HoldsAsync(context, names)).Select(hold => hold.CostObject).OfType<CostObject>()];
        var orderNames = costObjects.Select(costObject => costObject.Order).Where(order => order.Length > 0).Distinct();
        var receiver = commands.Part(
            context,
            request.CounterBudget,
            (budget, decision) => BudgetDecider.CarryIn(budget, request, giver, holds, decision),
            [.. names.Select(name => $"reservations/{name.LastId()}"), .. ContentCosts.Concerned(costObjects.Select(costObject => costObject.Content))]);
        return await commands.Run(
            context,
            request,
            (budget, asked, decision) =>
            {
                (giver, holds) = (budget.Root, [.. names.Select(name => budget.Find<Reservation>($"reservations/{name.LastId()}")).OfType<Reservation>()]);
                return BudgetDecider.CarryOut(budget, asked, names, decision);
            },
            budget => new CarryForwardResponse
            {
                Reservations = { holds.Select(hold => receiver.Aggregate.Find<Reservation>($"reservations/{hold.Name.LastId()}")) },
                OpenReservationCount = budget.Root.OpenReservationCount,
            },
            with: [receiver, .. orderNames.Select(name => orders.Part(context, name, (order, _) => OrderDecider.FollowHold(order, request.CounterBudget, names)))],
            children: names.Select(name => $"reservations/{name.LastId()}"));
    }

    private async Task<IEnumerable<Reservation>> OpenAsync(ServerCallContext context, string budget)
    {
        var list = ListQuery.Parse(new ListFields(Reservation.Descriptor, null), parent: budget, pageSize: MostCarried, pageToken: "", filter: "state = HELD", orderBy: "");
        var query = new DocumentQuery(MostCarried) { Prefix = $"{ResourceName.Parse(budget)!.Value.Id}/reservations/", Filter = list.Filter };
        return (await store.ListDocumentsAsync<Reservation>(RpcCall.Of(context).Workspace, query, context.CancellationToken)).Documents.Select(document => document.Data);
    }

    private async Task<IEnumerable<Reservation>> HoldsAsync(ServerCallContext context, IEnumerable<string> names)
    {
        var found = new List<Reservation>();
        foreach (var name in names)
        {
            if (await store.GetDocumentAsync<Reservation>(RpcCall.Of(context).Workspace, ResourceName.Parse(name)!.Value.Id, context.CancellationToken) is { } document)
                found.Add(document.Data);
        }

        return found;
    }
}
