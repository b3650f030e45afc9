using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Suppliers;
using OpsPlatform.Suppliers.V1;
using BudgetState = OpsPlatform.Budgets.V1.Budget.Types.State;
using HoldState = OpsPlatform.Budgets.V1.Reservation.Types.State;
using OrderState = OpsPlatform.Suppliers.V1.Order.Types.State;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>
/// A server that is killed again and again while money goes from budgets to orders to deliveries, between budgets and back. Whoever was not answered repeats
/// the request. When it is killed is up to a seed: a failure names it, and <c>OPS_HISTORY_SEED</c> has it happen at the same calls again.
/// </summary>
public sealed class CrashingChains(RunningServer server) : OrderTest(server)
{
    private const int Callers = 8;
    private const int Rounds = 3;
    private const int Kills = 4;

    private readonly int _seed = Histories.Seeds.Of(1).Single();
    private readonly int _grpcPort = ServerProcess.FreePort();
    private readonly int _httpPort = ServerProcess.FreePort();
    private readonly ConcurrentBag<(IMessage Request, IMessage Answer)> _calls = [];
    private readonly SemaphoreSlim _killing = new(1);
    private int[] _moments = [];
    private int _begun;
    private int _sent;
    private ServerProcess? _process;
    private ApiClient? _client;

    [Fact]
    public async Task A_chain_that_is_interrupted_anywhere_leaves_no_orphan_and_loses_no_micro()
    {
        // The server in this process does nothing by itself: its clock stands still, at a time that the other one's goes on from.
        Server.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var budgets = new[] { await Server.ActiveAsync(("content", 10_000 * Yuan)), await Server.ActiveAsync(("content", 20_000 * Yuan)) };
        var agreed = Drafted((await ActiveAsync()).Name);
        (agreed.StartDate, agreed.EndDate) = (DateIn(days: -30), DateIn(days: 300));
        var agreement = (await SignedAsync(agreed)).Name;
        var closing = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Server.ActiveAsync(("content", 100))));

        var random = new Random(_seed);
        var fewestCalls = Callers * ((Rounds * 4) + 13);
        _moments = [.. Enumerable.Range(0, Kills).Select(kill => (kill * fewestCalls / Kills) + random.Next(1, fewestCalls / Kills))];
        Start();
        using (_client = Server.Operator.At(new Uri($"http://127.0.0.1:{_grpcPort}"), new Uri($"http://127.0.0.1:{_httpPort}"), TimeProvider.System))
        {
            await Task.WhenAll(closing.Select((own, caller) => LiveAsync(new Random(_seed + caller), agreement, budgets[caller % 2].Name, budgets[1 - (caller % 2)].Name, own.Name)));
            await KillAsync();

            var problem = $"OPS_HISTORY_SEED={_seed}";
            _sent.ShouldBeGreaterThan(_begun, $"{problem}: no call was interrupted");
            foreach (var own in closing)
                await ClosedAsync(own.Name);
            foreach (var (request, answer) in _calls)
                (await AskAsync(request)).ShouldBe(answer, $"{problem}: a repeat of {request}");

            await OrdersAndHoldsMustMatchAsync([.. budgets.Select(budget => budget.Name)], problem);
            var after = await Task.WhenAll(budgets.Select(budget => Server.GetAsync(budget.Name)));
            after.Sum(budget => budget.TotalAmountMicros).ShouldBe(budgets.Sum(budget => budget.TotalAmountMicros), problem);
            foreach (var budget in after.Concat(closing))
                await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        }

        await _process!.DisposeAsync();
        _killing.Dispose();
    }

    private async Task LiveAsync(Random random, string agreement, string budget, string other, string own)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var asked = Ordered(agreement, quantity: 3);
            (asked.Budget, asked.BudgetLine) = (budget, "content");
            var order = await CallAsync<Order>(new CreateOrderRequest { Parent = Workspace, OrderId = BudgetSteps.NewId("o"), Order = asked });
            order = await CallAsync<Order>(new SubmitDeliveryRequest { Name = order.Name, DeliverableId = "video", Quantity = 1 + random.Next(2), EvidenceSha256 = Digest });
            await CallAsync<Order>(new AcceptDeliveryRequest { Name = order.Name, DeliveryId = order.Deliveries[0].DeliveryId });
            if (random.Next(2) == 0)
                await CallAsync<CarryForwardResponse>(new CarryForwardRequest { Name = budget, CounterBudget = other, Reservations = { order.Reservation }, MoveFunds = random.Next(2) == 0 });
            await CallAsync<TransferFundsResponse>(new TransferFundsRequest { Name = other, Legs = { new TransferLeg { Line = "content", AmountMicros = 1 + random.Next(100), CounterBudget = budget, CounterLine = "content" } } });
            switch (random.Next(3))
            {
                case 0:
                    await CallAsync<Order>(new CloseOrderRequest { Name = order.Name, Reason = "It is enough." });
                    break;
                case 1:
                    await CallAsync<Order>(new TerminateOrderRequest { Name = order.Name, Reason = "Fake fans." });
                    break;
            }
        }

        for (var hold = 0; hold < 12; hold++)
            await CallAsync<Reservation>(new ReserveFundsRequest { Parent = own, Line = "content", AmountMicros = 1 + random.Next(8) });
        await CallAsync<Budget>(new CloseBudgetRequest { Name = own, Reason = "The season is over.", ReleaseReservations = true });
    }

    private async Task OrdersAndHoldsMustMatchAsync(string[] budgets, string problem)
    {
        var orders = (await Suppliers.ListOrdersAsync(new() { Parent = Workspace, PageSize = 1000, Filter = "reservation:*" })).Orders.ToDictionary(order => order.Reservation);
        orders.Count.ShouldBe(Callers * Rounds, problem);
        var holds = new List<Reservation>();
        var expenses = new List<Expense>();
        foreach (var budget in budgets)
        {
            holds.AddRange((await Operator.ListReservationsAsync(new() { Parent = budget, PageSize = 1000 })).Reservations);
            expenses.AddRange((await Operator.ListExpensesAsync(new() { Parent = budget, PageSize = 1000 })).Expenses);
        }

        holds.Where(hold => hold.CarriedTo.Length == 0).Select(hold => hold.Name).ShouldBe(orders.Keys, ignoreOrder: true, customMessage: $"{problem}: each order has its hold, and no hold is an orphan");
        foreach (var hold in holds.Where(hold => hold.CarriedTo.Length == 0))
        {
            var order = orders[hold.Name];
            hold.CostObject.Order.ShouldBe(order.Name, problem);
            (hold.State == HoldState.Held, hold.HeldAmountMicros).ShouldBe(order.State == OrderState.Open ? (true, order.TotalMicros - order.AcceptedMicros) : (false, 0), $"{problem}: {order} has {hold}");
        }

        foreach (var order in orders.Values)
            expenses.Where(expense => expense.CostObject.Order == order.Name).ShouldHaveSingleItem(problem).AmountMicros.ShouldBe(order.AcceptedMicros, problem);
    }

    private async Task<T> CallAsync<T>(IMessage request)
        where T : IMessage
    {
        if (Array.IndexOf(_moments, Interlocked.Increment(ref _begun)) >= 0)
            await KillAsync();
        request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(request, $"{Guid.NewGuid()}");
        var answer = await AskAsync(request);
        _calls.Add((request, answer));
        return (T)answer;
    }

    private Task<IMessage> AskAsync(IMessage request) =>
        Persistent.UntilAnswered(options =>
        {
            Interlocked.Increment(ref _sent);
            return _client!.Invoker.Call(Rpc.All.Single(method => method.InputType == request.Descriptor), request, options);
        });

    /// <summary>The server goes on with it by itself.</summary>
    private async Task ClosedAsync(string budget)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Server.GetAsync(budget) is var read && (read.State != BudgetState.Closed || read.OpenReservationCount > 0))
        {
            read.State.ShouldBeOneOf(BudgetState.Closing, BudgetState.Closed);
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task KillAsync()
    {
        await _killing.WaitAsync();
        try
        {
            await _process!.DisposeAsync();
            Start();
        }
        finally
        {
            _killing.Release();
        }
    }

    private void Start() => _process = ServerProcess.Start(
        Server.Database,
        [.. ServerProcess.Ports(_grpcPort, _httpPort), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning"]);

    private Google.Type.Date DateIn(int days)
    {
        var day = Server.Clock.GetUtcNow().AddDays(days);
        return Day(day.Year, day.Month, day.Day);
    }
}
