using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Client;
using static OpsPlatform.Budgets.V1.BudgetService;

namespace OpsPlatform.Bench.Platform;

/// <summary>Connections that callers share evenly. Several, because one carries about 100 calls at once and is read by one thread.</summary>
internal sealed class Lanes : IDisposable
{
    private const int Connections = 4;

    private readonly IReadOnlyList<BudgetServiceClient> _clients;
    private readonly IReadOnlyList<IDisposable> _owned;

    private Lanes(IReadOnlyList<BudgetServiceClient> clients, IReadOnlyList<IDisposable> owned, CallOptions options)
    {
        (_clients, _owned) = (clients, owned);
        Options = options;
    }

    public CallOptions Options { get; }

    public BudgetServiceClient this[int caller] => _clients[caller % _clients.Count];

    /// <summary>The bare generated stub, with a token that was fetched before.</summary>
    public static Lanes OfStub(string address, AccessToken token)
    {
        GrpcChannel[] channels = [.. Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(address))];
        return new Lanes(
            [.. channels.Select(channel => new BudgetServiceClient(channel))], channels,
            new CallOptions(new Metadata { { "authorization", $"Bearer {token.Value}" } }));
    }

    /// <summary>The SDK, as its users have it.</summary>
    public static Lanes OfSdk(Func<OpsPlatformClient> connect)
    {
        OpsPlatformClient[] clients = [.. Enumerable.Range(0, Connections).Select(_ => connect())];
        return new Lanes([.. clients.Select(client => client.Budgets)], clients, default);
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
            owned.Dispose();
    }
}
