using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Client;
using static OpsPlatform.Budgets.V1.BudgetService;
using static OpsPlatform.Suppliers.V1.SupplierService;

namespace OpsPlatform.Bench.Platform;

/// <summary>Connections that callers share evenly. Several, because one carries about 100 calls at once and is read by one thread.</summary>
internal sealed class Lanes : IDisposable
{
    private const int Connections = 4;

    private readonly IReadOnlyList<(BudgetServiceClient Budgets, SupplierServiceClient Suppliers)> _clients;
    private readonly IReadOnlyList<IDisposable> _owned;

    private Lanes(IReadOnlyList<(BudgetServiceClient, SupplierServiceClient)> clients, IReadOnlyList<IDisposable> owned, CallOptions options)
    {
        (_clients, _owned) = (clients, owned);
        Options = options;
    }

    public CallOptions Options { get; }

    public BudgetServiceClient this[int caller] => _clients[caller % _clients.Count].Budgets;

    public SupplierServiceClient Suppliers(int caller) => _clients[caller % _clients.Count].Suppliers;

    /// <summary>The bare generated stub, with a token that was fetched before.</summary>
    public static Lanes OfStub(string address, AccessToken token)
    {
        GrpcChannel[] channels = [.. Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(address))];
        return new Lanes(
            [.. channels.Select(channel => (new BudgetServiceClient(channel), new SupplierServiceClient(channel)))], channels,
            new CallOptions(new Metadata { { "authorization", $"Bearer {token.Value}" } }));
    }

    /// <summary>The SDK, as its users have it.</summary>
    public static Lanes OfSdk(Func<OpsPlatformClient> connect)
    {
        OpsPlatformClient[] clients = [.. Enumerable.Range(0, Connections).Select(_ => connect())];
        return new Lanes([.. clients.Select(client => (client.Budgets, client.Suppliers))], clients, default);
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
            owned.Dispose();
    }
}
