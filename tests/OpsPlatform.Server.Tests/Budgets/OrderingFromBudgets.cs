using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Server.Tests.Suppliers;
using OpsPlatform.Suppliers.V1;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>One chain: an order holds money, its deliveries spend it, its end gives the rest back; each step in one transaction with the order's.</summary>
public sealed class OrderingFromBudgets(RunningServer server) : OrderTest(server)
{
    private BudgetService.BudgetServiceClient Budgets => Server.Operator.Budgets;

    [Fact]
    public async Task An_order_holds_its_price_and_deliveries_spend_it()
    {
        var (budget, agreement) = (await Server.ActiveAsync(("content", 1_000 * Yuan)), await SignedAsync());
        var campaign = await Server.Operator.Campaigns.CreateCampaignAsync(new() { Parent = Workspace, Campaign = new() { DisplayName = "Spring", StartDate = Day(2026, 3, 12) } });
        var content = await Server.Operator.Contents.CreateContentAsync(new() { Parent = Workspace, Content = await ContentAsync() });

        var order = await OrderAsync(Held(agreement.Name, budget.Name, quantity: 3, campaign.Name));
        var hold = await Budgets.GetReservationAsync(new() { Name = order.Reservation });
        (hold.AmountMicros, hold.State, hold.CostObject.Order, hold.CostObject.Supplier, hold.CostObject.Campaign).ShouldBe((300 * Yuan, State.Held, order.Name, order.Supplier, campaign.Name));

        var delivered = await DeliverAsync(order.Name, 2);
        await Suppliers.AcceptDeliveryAsync(new() { Name = order.Name, DeliveryId = delivered.Deliveries[0].DeliveryId, Content = content.Name });
        var expense = (await Budgets.ListExpensesAsync(new() { Parent = budget.Name })).Expenses.ShouldHaveSingleItem();
        (expense.AmountMicros, expense.ExternalReference, expense.CostObject.Content, expense.Reservation).ShouldBe((200 * Yuan, delivered.Deliveries[0].DeliveryId, content.Name, hold.Name));
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((100 * Yuan, 200 * Yuan, 700 * Yuan));

        await Suppliers.CloseOrderAsync(new() { Name = order.Name, Reason = "Two are enough." });
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 200 * Yuan, 800 * Yuan));
        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        entries.Skip(1).Select(entry => entry.Kind).ShouldBe([Kind.Reserved, Kind.Captured, Kind.Released]);
        entries.Skip(1).ShouldAllBe(entry => entry.CostObject.Order == order.Name && entry.CostObject.Campaign == campaign.Name && entry.CostObject.Supplier == order.Supplier);
    }

    [Fact]
    public async Task An_order_that_cannot_be_paid_is_not_made()
    {
        var (budget, agreement) = (await Server.ActiveAsync(("content", 299 * Yuan)), await SignedAsync());
        var asked = new CreateOrderRequest { Parent = Workspace, OrderId = BudgetSteps.NewId("o"), Order = Held(agreement.Name, budget.Name, quantity: 3) };

        await Suppliers.CreateOrderAsync(asked).Refused(ErrorReason.BudgetExceeded);
        await Suppliers.GetOrderAsync(new() { Name = $"{Workspace}/orders/{asked.OrderId}" }).Refused(ErrorReason.ResourceNotFound);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 299 * Yuan));

        asked.Order.BudgetLine = "none";
        await Suppliers.CreateOrderAsync(asked).Refused(ErrorReason.LineUnknown);
        asked.Order.Budget = "";
        await Suppliers.CreateOrderAsync(asked).Refused(ErrorReason.OrderBudgetMissing);
    }

    [Fact]
    public async Task Validate_only_of_an_order_tells_what_it_does_to_the_budget()
    {
        var (budget, agreement) = (await Server.ActiveAsync(("content", 1_000 * Yuan)), await SignedAsync());

        var tried = await Suppliers.CreateOrderAsync(new() { Parent = Workspace, Order = Held(agreement.Name, budget.Name, quantity: 3), ValidateOnly = true });

        var line = tried.Impact.Lines.ShouldHaveSingleItem();
        (line.Budget, line.Before.LeftAmountMicros, line.After.LeftAmountMicros).ShouldBe((budget.Name, 1_000 * Yuan, 700 * Yuan));
        (await Server.GetAsync(budget.Name)).OpenReservationCount.ShouldBe(0);
    }

    [Fact, Trait("row", "BUD-12")]
    public async Task An_order_beyond_the_line_waits_for_an_approval_as_a_whole()
    {
        var planned = BudgetSteps.OfLines(("content", 299 * Yuan));
        planned.Lines[0].Control = new() { Hold = Mode.Approve };
        var (budget, agreement) = (await Server.ActiveAsync(planned), await SignedAsync());
        var boss = await Server.ProvisionAsync("acme", "acme-cfo", "budgets.approve", "approvals.*");
        var asked = new CreateOrderRequest { Parent = Workspace, OrderId = BudgetSteps.NewId("o"), Order = Held(agreement.Name, budget.Name, quantity: 3), RequestId = $"{Guid.NewGuid()}" };

        var pending = await Suppliers.CreateOrderAsync(asked).Refused(ErrorReason.ApprovalPending);
        await Suppliers.GetOrderAsync(new() { Name = $"{Workspace}/orders/{asked.OrderId}" }).Refused(ErrorReason.ResourceNotFound);
        await boss.Approvals.ApproveRequestAsync(new() { Name = pending.Info.Metadata["approval"] });

        var order = await Suppliers.CreateOrderAsync(asked);
        (await Budgets.GetReservationAsync(new() { Name = order.Reservation })).Approval.ShouldBe(pending.Info.Metadata["approval"]);
    }

    [Fact]
    public async Task What_was_delivered_after_the_hold_has_gone_is_spent_from_the_line()
    {
        var (budget, agreement) = (await Server.ActiveAsync(("content", 1_000 * Yuan)), await SignedAsync());
        var order = await OrderAsync(Held(agreement.Name, budget.Name, quantity: 2));
        await Budgets.CaptureReservationAsync(new() { Name = order.Reservation, AmountMicros = 50 * Yuan });
        await Budgets.ReleaseReservationAsync(new() { Name = order.Reservation });

        await AcceptedAsync(order.Name);

        var expense = (await Budgets.ListExpensesAsync(new() { Parent = budget.Name, Filter = "reservation = \"\"" })).Expenses.ShouldHaveSingleItem();
        (expense.AmountMicros, expense.CostObject.Order).ShouldBe((100 * Yuan, order.Name));
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 150 * Yuan, 850 * Yuan));
    }

    [Fact]
    public async Task What_is_held_for_a_campaign_is_passed_on_to_its_orders()
    {
        var (budget, agreement) = (await Server.ActiveAsync(("content", 1_000 * Yuan)), await SignedAsync());
        var campaign = await Server.Operator.Campaigns.CreateCampaignAsync(new() { Parent = Workspace, Campaign = new() { DisplayName = "Spring", StartDate = Day(2026, 3, 12) } });
        var allocated = await Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 250 * Yuan, CostObject = new() { Campaign = campaign.Name } });
        var asked = Held(agreement.Name, budget.Name, quantity: 2);
        asked.SourceReservation = allocated.Name;

        var order = await OrderAsync(asked);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((250 * Yuan, 0, 750 * Yuan), "the money was held before");
        var hold = await Budgets.GetReservationAsync(new() { Name = order.Reservation });
        (hold.AmountMicros, hold.SourceReservation, hold.CostObject.Campaign, hold.CostObject.Order).ShouldBe((200 * Yuan, allocated.Name, campaign.Name, order.Name));
        (await Budgets.GetReservationAsync(new() { Name = allocated.Name })).ShouldSatisfyAllConditions(rest => rest.HeldAmountMicros.ShouldBe(50 * Yuan), rest => rest.SplitAmountMicros.ShouldBe(200 * Yuan));
        (await OrderAsync(asked).Refused(ErrorReason.CaptureExceedsHold)).Info.Metadata["held"].ShouldBe($"{50 * Yuan}");

        await AcceptedAsync(order.Name, 2);
        await Budgets.ReleaseReservationAsync(new() { Name = allocated.Name });
        (await Server.GetAsync(budget.Name)).ShouldSatisfyAllConditions(read => read.Balance().ShouldBe((0, 200 * Yuan, 800 * Yuan)), read => read.OpenReservationCount.ShouldBe(0));
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).Where(entry => entry.CostObject?.Campaign == campaign.Name).Select(entry => entry.Kind)
            .ShouldBe([Kind.Reserved, Kind.Split, Kind.Captured, Kind.Released], "one chain, by its campaign");
        (await Budgets.ListEntriesAsync(new() { Parent = budget.Name, Filter = $"source_reservation = \"{allocated.Name}\"" })).Entries.ShouldHaveSingleItem().Reservation.ShouldBe(order.Reservation);
    }

    [Fact]
    public async Task A_terminated_order_gives_back_what_it_holds_and_twice_changes_nothing()
    {
        var (budget, agreement) = (await Server.ActiveAsync(("content", 1_000 * Yuan)), await SignedAsync());
        var order = await OrderAsync(Held(agreement.Name, budget.Name, quantity: 2));

        await Suppliers.TerminateOrderAsync(new() { Name = order.Name, Reason = "fake fans" });
        await Suppliers.TerminateOrderAsync(new() { Name = order.Name, Reason = "fake fans" });

        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 1_000 * Yuan));
        (await Server.LedgerAsync(budget.Name)).Count(entry => entry.Kind == Kind.Released).ShouldBe(1);
    }

    [Fact]
    public async Task Orders_at_the_same_instant_never_hold_more_than_there_is()
    {
        var (budget, agreement) = (await Server.ActiveAsync(("content", 1_000 * Yuan)), await SignedAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OrderAsync(Held(agreement.Name, budget.Name, quantity: 1)).Outcome()));

        outcomes.Count(outcome => outcome is null).ShouldBe(10);
        outcomes.OfType<RpcError>().ShouldAllBe(error => error.Reason == "BUDGET_EXCEEDED");
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((1_000 * Yuan, 0, 0));
        var orders = (await Suppliers.ListOrdersAsync(new() { Parent = Workspace, PageSize = 1000, Filter = $"budget = \"{budget.Name}\"" })).Orders;
        (await Budgets.ListReservationsAsync(new() { Parent = budget.Name })).Reservations.Select(hold => hold.Name).Order().ShouldBe(orders.Select(order => order.Reservation).Order(), "each order has its hold, and no hold is an orphan");
    }

    private async Task<Content> ContentAsync()
    {
        var account = await Server.Operator.Accounts.CreateAccountAsync(new() { Parent = Workspace, Account = new() { DisplayName = "Acme", Platform = $"{Workspace}/platforms/channels" } });
        return new Content { Title = "Teaser", Account = account.Name, Kind = Content.Types.Kind.Article, BodyText = "Seven leaves." };
    }

    private static Order Held(string agreement, string budget, int quantity, string campaign = "")
    {
        var order = Ordered(agreement, quantity);
        (order.Budget, order.BudgetLine, order.Campaign) = (budget, "content", campaign);
        return order;
    }
}
