using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;
using Walkthrough.Import;
using Walkthrough.Input;

namespace Walkthrough.Tender;

/// <summary>One chain from plan to payment: a line holds the price of an order, deliveries spend it, a settlement is paid.</summary>
internal sealed class ChainSteps(OpsPlatformClient operations, OpsPlatformClient approver, Calls calls, string workspace)
{
    private const int Ordered = 10;
    private const int Delivered = 6;
    private const long Yuan = 1_000_000;
    private const string Line = "content";

    private string BudgetId => "tender";

    private string OrderName => $"{workspace}/orders/spring-videos";

    public async Task<Budget> PlanAsync(CancellationToken cancellation)
    {
        var budget = new Budget { DisplayName = "Videos by tender", CurrencyCode = "CNY", TotalAmountMicros = 12_000 * Yuan, Lines = { new BudgetLine { LineId = Line, AllocatedAmountMicros = 12_000 * Yuan } } };
        return await new BudgetOpening(operations.Budgets, approver.Budgets, calls, workspace).OpenAsync(new BudgetPlan(BudgetId, budget), cancellation);
    }

    /// <summary>What the order would do to the budget; null when it was made in an earlier run.</summary>
    public async Task<BudgetImpact?> TryAsync(Budget budget, long unitPriceMicros, CancellationToken cancellation)
    {
        var tried = Request(budget.Name, unitPriceMicros);
        (tried.ValidateOnly, tried.RequestId) = (true, "");
        try
        {
            return (await operations.Suppliers.CreateOrderAsync(tried, cancellationToken: cancellation)).Impact;
        }
        catch (OpsPlatformException e) when (e.Reason == ErrorReason.ResourceAlreadyExists)
        {
            return null;
        }
    }

    /// <summary>Orders all, and accepts what is delivered of it.</summary>
    public async Task<Order> OrderAsync(Budget budget, long unitPriceMicros, CancellationToken cancellation)
    {
        var order = await calls.MadeOrFoundAsync(
            operations.Suppliers.CreateOrderAsync(Request(budget.Name, unitPriceMicros), cancellationToken: cancellation),
            () => operations.Suppliers.GetOrderAsync(new() { Name = OrderName }, cancellationToken: cancellation));
        if (order.Deliveries.Count == 0)
        {
            order = await calls.AnswerAsync(operations.Suppliers.SubmitDeliveryAsync(
                new() { Name = OrderName, DeliverableId = "video", Quantity = Delivered, EvidenceSha256 = ByteString.CopyFrom(new byte[32]), RequestId = RequestId.Of(OrderName, "deliver") }, cancellationToken: cancellation));
        }

        return await calls.AnswerAsync(operations.Suppliers.AcceptDeliveryAsync(
            new() { Name = OrderName, DeliveryId = order.Deliveries[0].DeliveryId, RequestId = RequestId.Of(OrderName, "accept") }, cancellationToken: cancellation));
    }

    /// <summary>Pays what a settlement owes and no order has held: from the line.</summary>
    public async Task<Settlement> PayAsync(Settlement settlement, Budget budget, CancellationToken cancellation) => await calls.AnswerAsync(operations.Suppliers.PaySettlementAsync(
        new() { Name = settlement.Name, Budget = budget.Name, Line = Line, ExternalReference = "BANK-2025-01", RequestId = RequestId.Of(settlement.Name, "pay") }, cancellationToken: cancellation));

    public async Task<Balances> BalancesAsync(Budget budget, CancellationToken cancellation) => await operations.Budgets.GetBalancesAsync(new() { Name = budget.Name }, cancellationToken: cancellation);

    private CreateOrderRequest Request(string budget, long unitPriceMicros) => new()
    {
        Parent = workspace,
        OrderId = "spring-videos",
        Order = new()
        {
            DisplayName = "Spring videos",
            Agreement = $"{workspace}/agreements/spring-videos",
            Task = "short-video",
            QuoteRequest = $"{workspace}/quote-requests/spring-videos",
            Budget = budget,
            BudgetLine = Line,
            Deliverables = { new Deliverable { DeliverableId = "video", Quantity = Ordered, UnitPriceMicros = unitPriceMicros } },
        },
        RequestId = RequestId.Of(OrderName, "order"),
    };
}
