using Google.Protobuf;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>A test of agreements and what is ordered under them.</summary>
public abstract class OrderTest(RunningServer server) : QuoteTest(server)
{
    protected const long Yuan = 1_000_000;

    protected static ByteString Digest { get; } = ByteString.CopyFrom(new byte[32]);

    /// <summary>Another principal of the workspace, who signs for the other side.</summary>
    protected SupplierService.SupplierServiceClient Other { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Other = (await Server.ProvisionAsync("acme", "acme-signer", "suppliers.*")).Suppliers;
    }

    protected static Agreement Drafted(string supplier) => new()
    {
        DisplayName = "Spring",
        Supplier = supplier,
        CurrencyCode = "CNY",
        Scope = { "short-video", "live" },
        StartDate = Day(2026, 1, 1),
        EndDate = Day(2026, 12, 31),
        BenefitSplit = "As the parties say",
        DutySplit = "They shoot, we publish",
        ExitRule = "A month's notice",
        PayTerms = new() { PaysDeliveries = true },
        Parties = { new Party { PartyId = "starlight", ShareBps = 10_000 } },
    };

    protected Grpc.Core.AsyncUnaryCall<Agreement> DraftAsync(Agreement agreement) =>
        Suppliers.CreateAgreementAsync(new() { Parent = Workspace, AgreementId = $"g{Guid.NewGuid():N}", Agreement = agreement });

    protected async Task<Agreement> SignedAsync(Agreement agreement)
    {
        var name = (await DraftAsync(agreement)).Name;
        await Suppliers.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Buyer });
        return await Other.SignAgreementAsync(new() { Name = name, Side = AgreementSide.Supplier });
    }

    protected async Task<Agreement> SignedAsync() => await SignedAsync(Drafted((await ActiveAsync()).Name));

    protected static Order Ordered(string agreement, int quantity = 1, long unitPriceMicros = 100 * Yuan) => new()
    {
        DisplayName = "Videos",
        Agreement = agreement,
        Task = "short-video",
        Deliverables = { new Deliverable { DeliverableId = "video", Quantity = quantity, UnitPriceMicros = unitPriceMicros } },
    };

    protected Grpc.Core.AsyncUnaryCall<Order> OrderAsync(Order order) =>
        Suppliers.CreateOrderAsync(new() { Parent = Workspace, OrderId = $"o{Guid.NewGuid():N}", Order = order });

    protected async Task<Order> DeliverAsync(string order, int quantity = 1) =>
        await Suppliers.SubmitDeliveryAsync(new() { Name = order, DeliverableId = "video", Quantity = quantity, EvidenceSha256 = Digest });

    protected async Task<Order> AcceptedAsync(string order, int quantity = 1)
    {
        var delivered = await DeliverAsync(order, quantity);
        return await Suppliers.AcceptDeliveryAsync(new() { Name = order, DeliveryId = delivered.Deliveries[^1].DeliveryId });
    }
}
