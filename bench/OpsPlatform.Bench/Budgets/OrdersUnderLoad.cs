using OpsPlatform.Bench.Platform;
using OpsPlatform.Suppliers.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Bench.Budgets;

/// <summary>Orders that hold money, each as much as a hold under load.</summary>
internal sealed class OrdersUnderLoad(string agreement)
{
    private const string Parent = $"workspaces/{Workspace.Id}";

    public static async Task<OrdersUnderLoad> PrepareAsync(Workspace workspace, CancellationToken cancellation)
    {
        var (buyer, seller) = (workspace.Operations.Suppliers, workspace.Approver.Suppliers);
        var supplier = await buyer.CreateSupplierAsync(
            new() { Parent = Parent, Supplier = new() { DisplayName = "Starlight", Category = SupplierCategory.ContentProduction, Member = SupplierMember.McnAgency } }, cancellationToken: cancellation);
        await buyer.AddQualificationAsync(new() { Name = supplier.Name, DocumentId = "licence", Title = "Business licence" }, cancellationToken: cancellation);
        await buyer.QualifySupplierAsync(new() { Name = supplier.Name }, cancellationToken: cancellation);
        var drafted = new Agreement
        {
            DisplayName = "Load",
            Supplier = supplier.Name,
            CurrencyCode = "CNY",
            Scope = { "short-video" },
            StartDate = DateIn(-1),
            EndDate = DateIn(1),
            BenefitSplit = "As the parties say",
            DutySplit = "They shoot, we publish",
            ExitRule = "A month's notice",
            PayTerms = new() { PaysDeliveries = true },
            Parties = { new Party { PartyId = "starlight", ShareBps = 10_000 } },
        };
        var name = (await buyer.CreateAgreementAsync(new() { Parent = Parent, Agreement = drafted }, cancellationToken: cancellation)).Name;
        await buyer.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Buyer }, cancellationToken: cancellation);
        await seller.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Supplier }, cancellationToken: cancellation);
        return new OrdersUnderLoad(name);
    }

    public async Task OrderAsync(Lanes lanes, int caller, BudgetUnderLoad budget)
    {
        var order = new Order
        {
            DisplayName = "A hold under load",
            Agreement = agreement,
            Task = "short-video",
            Budget = budget.Name,
            BudgetLine = budget.Line,
            Deliverables = { new Deliverable { DeliverableId = "video", Quantity = 1, UnitPriceMicros = BudgetUnderLoad.HoldMicros } },
        };
        await lanes.Suppliers(caller).CreateOrderAsync(new CreateOrderRequest { Parent = Parent, Order = order, RequestId = Guid.NewGuid().ToString() }, lanes.Options);
        budget.Count();
    }

    private static Date DateIn(int years)
    {
        var day = TimeProvider.System.GetUtcNow().AddYears(years);
        return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
    }
}
