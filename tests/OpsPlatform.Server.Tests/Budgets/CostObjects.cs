using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Suppliers;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>What money is for goes with it from the hold to the last entry, and has to be open for it when it is promised.</summary>
public sealed class CostObjects(RunningServer server) : OrderTest(server)
{
    [Fact]
    public async Task Every_entry_names_what_the_money_is_for()
    {
        var campaign = await Server.Operator.Campaigns.CreateCampaignAsync(new() { Parent = Workspace, Campaign = new() { DisplayName = "Spring", StartDate = Day(2026, 3, 12) } });
        var order = await OrderAsync(Ordered((await SignedAsync()).Name));
        var budget = await Server.ActiveAsync(("content", 1_000));

        var hold = await Server.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 100, CostObject = new() { Campaign = campaign.Name, Order = order.Name } });
        hold.CostObject.ShouldBe(new CostObject { Campaign = campaign.Name, Order = order.Name, Supplier = order.Supplier }, "the order tells its supplier");
        await Server.Operator.Budgets.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 60, Final = true });
        var expense = (await Server.Operator.Budgets.ListExpensesAsync(new() { Parent = budget.Name, Filter = $"cost_object.supplier = \"{order.Supplier}\"" })).Expenses.ShouldHaveSingleItem();
        await Server.Operator.Budgets.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 10 });
        await Server.Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 5 });

        var entries = (await Server.Operator.Budgets.ListEntriesAsync(new() { Parent = budget.Name, Filter = $"cost_object.campaign = \"{campaign.Name}\"" })).Entries;
        entries.Select(entry => (entry.Kind, entry.AmountMicros)).ShouldBe([
            (LedgerEntry.Types.Kind.Reserved, 100), (LedgerEntry.Types.Kind.Captured, 60), (LedgerEntry.Types.Kind.Released, 40), (LedgerEntry.Types.Kind.Refunded, 10)]);
        entries.ShouldAllBe(entry => entry.CostObject.Equals(hold.CostObject));
    }

    [Fact]
    public async Task A_supplier_that_is_blocked_gets_no_hold_and_is_still_paid()
    {
        var supplier = await ActiveAsync();
        await Suppliers.BlockSupplierAsync(new() { Name = supplier.Name, Reason = "fake fans" });
        var budget = await Server.ActiveAsync(("content", 1_000));

        var refused = await Server.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CostObject = new() { Supplier = supplier.Name } }).Refused(ErrorReason.SupplierBlocked);
        refused.Fields.ShouldBe(["cost_object.supplier"]);
        await Server.Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CostObject = new() { Supplier = supplier.Name } });
    }

    [Fact]
    public async Task A_campaign_that_is_over_gets_no_hold()
    {
        var campaign = await Server.Operator.Campaigns.CreateCampaignAsync(new() { Parent = Workspace, Campaign = new() { DisplayName = "Spring", StartDate = Day(2026, 3, 12) } });
        await Server.Operator.Campaigns.CancelCampaignAsync(new() { Name = campaign.Name, Reason = "rain" });
        var budget = await Server.ActiveAsync(("content", 1_000));

        await Server.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CostObject = new() { Campaign = campaign.Name } }).Refused(ErrorReason.CampaignState);
    }

    [Fact]
    public async Task What_is_not_there_and_what_contradicts_itself_is_refused()
    {
        var (order, other) = (await OrderAsync(Ordered((await SignedAsync()).Name)), await ActiveAsync());
        var budget = await Server.ActiveAsync(("content", 1_000));
        Task<RpcError> Refused(CostObject given, ErrorReason reason) =>
            Server.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CostObject = given }).Refused(reason);

        (await Refused(new() { Order = order.Name, Supplier = other.Name }, ErrorReason.CostObjectMismatch)).Fields.ShouldBe(["cost_object.supplier"]);
        foreach (var absent in new[] { new CostObject { Campaign = $"{Workspace}/campaigns/none" }, new() { Content = $"{Workspace}/contents/none" }, new() { Supplier = $"{Workspace}/suppliers/none" }, new() { Order = $"{Workspace}/orders/none" } })
            await Refused(absent, ErrorReason.ResourceNotFound);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 1_000));
    }

    /// <summary>The campaign and the supplier take part in the decision: whoever closes them at the same instant comes before it or after it.</summary>
    [Fact]
    public async Task Holds_and_a_block_at_the_same_time_leave_no_hold_after_the_block()
    {
        var supplier = await ActiveAsync();
        var budget = await Server.ActiveAsync(("content", 1_000));
        var holds = Enumerable.Range(0, 40).Select(_ => Server.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, CostObject = new() { Supplier = supplier.Name } }).Outcome()).ToArray();
        var blocked = await Suppliers.BlockSupplierAsync(new() { Name = supplier.Name, Reason = "fake fans" });
        var refused = (await Task.WhenAll(holds)).Count(outcome => outcome is not null);

        var reserved = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"(resource = \"{budget.Name}\" AND type = \"funds_reserved\") OR (resource = \"{supplier.Name}\" AND type = \"supplier_blocked\")", PageSize = 100 })).Events;
        reserved.Count(entry => entry.Type == "funds_reserved").ShouldBe(40 - refused);
        reserved.OrderBy(entry => entry.Position).Last().Type.ShouldBe("supplier_blocked", $"{refused} refused");
        blocked.State.ShouldBe(OpsPlatform.Suppliers.V1.Supplier.Types.State.Blocked);
    }
}
