using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;
using DeliveryState = OpsPlatform.Suppliers.V1.Delivery.Types.State;
using State = OpsPlatform.Suppliers.V1.Order.Types.State;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>What is ordered, and what comes of it.</summary>
public sealed class Ordering(RunningServer server) : OrderTest(server)
{
    [Fact]
    public async Task Parts_are_delivered_accepted_and_rejected_until_the_order_is_done()
    {
        var name = (await OrderAsync(Ordered((await SignedAsync()).Name, quantity: 10))).Name;
        await Suppliers.SubmitDeliveryAsync(new() { Name = name, DeliverableId = "poster", Quantity = 1, EvidenceSha256 = Digest }).Refused(ErrorReason.OrderDeliverableUnknown);
        await Suppliers.SubmitDeliveryAsync(new() { Name = name, DeliverableId = "video", Quantity = 11, EvidenceSha256 = Digest }).Refused(ErrorReason.OrderDeliveryExceeds);
        var first = (await DeliverAsync(name, 6)).Deliveries.Single();
        await Suppliers.SubmitDeliveryAsync(new() { Name = name, DeliverableId = "video", Quantity = 5, EvidenceSha256 = Digest }).Refused(ErrorReason.OrderDeliveryExceeds);
        await Suppliers.CloseOrderAsync(new() { Name = name, Reason = "Enough" }).Refused(ErrorReason.OrderDeliveriesOpen);

        var accept = new AcceptDeliveryRequest { Name = name, DeliveryId = first.DeliveryId, Quantity = 4 };
        var accepted = await Suppliers.AcceptDeliveryAsync(accept);
        (accepted.AcceptedMicros, accepted.Deliveries.Single().AmountMicros, accepted.Deliverables.Single().AcceptedQuantity, accepted.Deliverables.Single().PendingQuantity).ShouldBe((400 * Yuan, 400 * Yuan, 4, 0));
        (await Suppliers.AcceptDeliveryAsync(accept)).ShouldBe(accepted, "accepted so already");
        await Suppliers.AcceptDeliveryAsync(new(accept) { Quantity = 5 }).Refused(ErrorReason.OrderDeliveryDecided);
        await Suppliers.RejectDeliveryAsync(new() { Name = name, DeliveryId = first.DeliveryId, Reason = "Blurred" }).Refused(ErrorReason.OrderDeliveryDecided);
        await Suppliers.AcceptDeliveryAsync(new() { Name = name, DeliveryId = "none" }).Refused(ErrorReason.OrderDeliveryUnknown);

        var second = (await DeliverAsync(name, 6)).Deliveries[^1];
        var rejected = await Suppliers.RejectDeliveryAsync(new() { Name = name, DeliveryId = second.DeliveryId, Reason = "Blurred" });
        (rejected.Deliveries[^1].State, rejected.Deliveries[^1].Reason, rejected.AcceptedMicros).ShouldBe((DeliveryState.Rejected, "Blurred", 400 * Yuan));
        (await AcceptedAsync(name, 6)).AcceptedMicros.ShouldBe(1000 * Yuan);
        var closed = await Suppliers.CloseOrderAsync(new() { Name = name });
        closed.State.ShouldBe(State.Closed);
        await Suppliers.TerminateOrderAsync(new() { Name = name, Reason = "Late" }).Refused(ErrorReason.OrderState);
        (await Suppliers.ListOrdersAsync(new() { Parent = Workspace, Filter = $"name = \"{name}\" AND state = CLOSED" })).Orders.ShouldBe([closed]);
    }

    [Fact]
    public async Task Nothing_is_delivered_on_a_terminated_order()
    {
        var name = (await OrderAsync(Ordered((await SignedAsync()).Name, quantity: 2))).Name;
        var waiting = (await DeliverAsync(name)).Deliveries.Single().DeliveryId;
        (await Suppliers.TerminateOrderAsync(new() { Name = name, Reason = "They closed" })).State.ShouldBe(State.Terminated);
        await Suppliers.SubmitDeliveryAsync(new() { Name = name, DeliverableId = "video", Quantity = 1, EvidenceSha256 = Digest }).Refused(ErrorReason.OrderState);
        await Suppliers.AcceptDeliveryAsync(new() { Name = name, DeliveryId = waiting }).Refused(ErrorReason.OrderState);
    }

    [Fact, Trait("row", "SUP-10"), Trait("row", "CON-16")]
    public async Task A_red_topic_needs_the_letter_and_the_lawyer()
    {
        var agreement = await SignedAsync();
        await OrderAsync(new(Ordered(agreement.Name)) { RedTopic = true }).Refused(ErrorReason.AgreementLetterMissing);
        await Suppliers.RecordComplianceLetterAsync(new() { Name = agreement.Name, EvidenceSha256 = Digest, Signer = "head of Starlight" });
        var order = await OrderAsync(new(Ordered(agreement.Name)) { RedTopic = true });
        var delivery = (await DeliverAsync(order.Name)).Deliveries.Single().DeliveryId;
        await Suppliers.AcceptDeliveryAsync(new() { Name = order.Name, DeliveryId = delivery }).Refused(ErrorReason.OrderLegalReviewMissing);
        var accepted = await Suppliers.AcceptDeliveryAsync(new() { Name = order.Name, DeliveryId = delivery, LegalReviewSha256 = Digest });
        (accepted.Deliveries.Single().State, accepted.Deliveries.Single().LegalReviewSha256).ShouldBe((DeliveryState.Accepted, Digest));
    }

    [Fact, Trait("row", "SUP-11")]
    public async Task Opinion_leaders_have_at_most_15_percent_of_a_budget()
    {
        var budget = (await Operator.CreateBudgetAsync(new()
        {
            Parent = Workspace,
            Budget = new() { DisplayName = "Year", CurrencyCode = "CNY", TotalAmountMicros = 1_000_000 * Yuan, Lines = { new OpsPlatform.Budgets.V1.BudgetLine { LineId = "content", AllocatedAmountMicros = 1_000_000 * Yuan } } },
        })).Name;
        var agreement = (await SignedAsync(Drafted((await ActiveAsync(SupplierCategory.BusinessCooperation, SupplierMember.KolResourceVendor)).Name))).Name;
        var first = await OnBudgetAsync(agreement, 100_000 * Yuan);
        await OnBudgetAsync(agreement, 50_000 * Yuan);
        var refused = await OrderAsync(new(Ordered(agreement, unitPriceMicros: Yuan / 100)) { Budget = budget }).Refused(ErrorReason.OrderKolCapExceeded);
        refused.Code.ShouldBe(Grpc.Core.StatusCode.ResourceExhausted);
        (refused.Info.Metadata["cap"], refused.Info.Metadata["committed"]).ShouldBe(("150000000000", "150000000000"));
        await OnBudgetAsync((await SignedAsync()).Name, 500_000 * Yuan);

        await Suppliers.TerminateOrderAsync(new() { Name = first.Name, Reason = "They closed" });
        await OnBudgetAsync(agreement, 100_000 * Yuan);
        await OrderAsync(new(Ordered((await SignedAsync(new(Drafted((await ActiveAsync()).Name)) { CurrencyCode = "USD" })).Name)) { Budget = budget }).Refused(ErrorReason.OrderCurrencyMismatch);

        async Task<Order> OnBudgetAsync(string agreement, long price) => await OrderAsync(new(Ordered(agreement, unitPriceMicros: price)) { Budget = budget });
    }

    [Fact]
    public async Task An_order_that_follows_an_award_keeps_to_it()
    {
        var (winner, loser) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name);
        var (won, lost) = ((await SignedAsync(Drafted(winner))).Name, (await SignedAsync(Drafted(loser))).Name);
        var quotes = (await OpenedAsync(Asked(quantity: 10), (winner, 90 * Yuan), (loser, 95 * Yuan))).Name;
        await FollowingAsync(won, 5, 90).Refused(ErrorReason.OrderQuoteMismatch);
        await Suppliers.AwardQuoteAsync(new() { Name = quotes, Supplier = winner, Quantity = 8, Reason = "Cheapest" });
        await FollowingAsync(lost, 5, 90).Refused(ErrorReason.OrderQuoteMismatch);
        await FollowingAsync(won, 5, 91).Refused(ErrorReason.OrderQuoteMismatch);
        await FollowingAsync(won, 9, 90).Refused(ErrorReason.OrderQuoteMismatch);
        var order = await FollowingAsync(won, 5, 90);
        order.ToString().ShouldNotContain($"{95 * Yuan}", Case.Sensitive, "it tells nothing of the quotes that lost");
        await FollowingAsync(won, 4, 90).Refused(ErrorReason.OrderQuoteMismatch);
        await FollowingAsync(won, 3, 90);

        Grpc.Core.AsyncUnaryCall<Order> FollowingAsync(string agreement, int quantity, long yuan) => OrderAsync(new(Ordered(agreement, quantity, yuan * Yuan)) { QuoteRequest = quotes });
    }

    [Fact, Trait("row", "SUP-11")]
    public async Task Orders_that_come_at_the_same_instant_do_not_pass_the_cap_together()
    {
        var budget = (await Operator.CreateBudgetAsync(new()
        {
            Parent = Workspace,
            Budget = new() { DisplayName = "Year", CurrencyCode = "CNY", TotalAmountMicros = 1000 * Yuan, Lines = { new OpsPlatform.Budgets.V1.BudgetLine { LineId = "content", AllocatedAmountMicros = 1000 * Yuan } } },
        })).Name;
        var agreement = (await SignedAsync(Drafted((await ActiveAsync(SupplierCategory.BusinessCooperation, SupplierMember.KolResourceVendor)).Name))).Name;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OrderAsync(new(Ordered(agreement, unitPriceMicros: 10 * Yuan)) { Budget = budget }).Outcome()));
        outcomes.GroupBy(outcome => outcome?.Reason ?? "").ToDictionary(group => group.Key, group => group.Count()).ShouldBe(new Dictionary<string, int> { [""] = 15, ["ORDER_KOL_CAP_EXCEEDED"] = 5 }, ignoreOrder: true);
        (await Suppliers.ListOrdersAsync(new() { Parent = Workspace, Filter = $"budget = \"{budget}\"" })).Orders.Sum(order => order.TotalMicros).ShouldBe(150 * Yuan);
    }

    [Fact]
    public async Task Orders_that_come_at_the_same_instant_do_not_pass_the_award_together()
    {
        var winner = (await ActiveAsync()).Name;
        var agreement = (await SignedAsync(Drafted(winner))).Name;
        var quotes = (await OpenedAsync(Asked(quantity: 4), (winner, 90 * Yuan))).Name;
        await Suppliers.AwardQuoteAsync(new() { Name = quotes, Supplier = winner, Reason = "Only one" });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OrderAsync(new(Ordered(agreement, 1, 90 * Yuan)) { QuoteRequest = quotes }).Outcome()));
        outcomes.Count(outcome => outcome is null).ShouldBe(4);
    }

    [Fact]
    public async Task A_blocked_supplier_gets_no_order()
    {
        var agreement = await SignedAsync();
        await Suppliers.BlockSupplierAsync(new() { Name = agreement.Supplier, Reason = "Late twice" });
        await OrderAsync(Ordered(agreement.Name)).Refused(ErrorReason.SupplierBlocked);
        await OrderAsync(new(Ordered(agreement.Name)) { Agreement = $"{Workspace}/agreements/none" }).Refused(ErrorReason.ResourceNotFound);
    }
}
