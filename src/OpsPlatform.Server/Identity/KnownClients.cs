using System.Collections.Frozen;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Identity.V1;
using OpsPlatform.Partners.V1;
using Client = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Server.Identity;

/// <summary>The clients that are calling, read anew at least twice a second, so that a suspended one, a lost grant or a revoked token acts within a second.</summary>
internal sealed class KnownClients(PostgresEventStore store, TimeProvider clock)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private readonly RecentCache<string, Reloading<KnownClient?>> _clients = new(Capacity);

    public ValueTask<KnownClient?> FindAsync(string clientId, CancellationToken cancellation)
    {
        if (!_clients.TryGet(clientId, out var client))
            client = _clients.GetOrAdd(clientId, new(inner => LoadAsync(clientId, inner), MaxAge, TimeSpan.Zero, clock));
        return client.GetAsync(cancellation);
    }

    /// <summary>For whoever has just changed something that is known of a client.</summary>
    public void Forget(string clientId)
    {
        if (_clients.TryGet(clientId, out var client))
            client.Forget();
    }

    private async Task<KnownClient?> LoadAsync(string clientId, CancellationToken cancellation)
    {
        if (await store.GetDocumentAsync<Client>(WorkspaceDecider.Platform, $"clients/{clientId}", cancellation) is not { Data: var client })
            return null;
        var partner = await store.GetDocumentAsync<Partner>(WorkspaceDecider.Platform, client.Partner, cancellation);
        var revoked = await store.GetDocumentAsync<RevokedTokens>(WorkspaceDecider.Platform, Revocations.DocumentId(clientId), cancellation);
        var grants = new Dictionary<string, KnownGrant>();
        var prefix = $"clients/{clientId}/grants/";
        await foreach (var grant in store.EnumerateDocumentsAsync<Grant>(WorkspaceDecider.Platform, prefix, cancellation: cancellation))
        {
            if (grant.State == Grant.Types.State.Active)
                grants[grant.Name[prefix.Length..]] = new KnownGrant(grant);
        }

        var problem = client.State == Client.Types.State.Suspended ? "its client is suspended" : partner?.Data.State == Partner.Types.State.Active ? null : "its client's partner is suspended";
        return new KnownClient(client.Partner, problem, grants.ToFrozenDictionary(), new RevokedSet(revoked?.Data));
    }
}

/// <summary>What a call needs to know of its client.</summary>
/// <param name="Problem">Why it does not get in; null when it does.</param>
/// <param name="Grants">By workspace id.</param>
internal sealed record KnownClient(string Partner, string? Problem, FrozenDictionary<string, KnownGrant> Grants, RevokedSet Revoked);

/// <summary>A grant, with its resources as ids below the workspace: <c>budgets/q4</c>.</summary>
internal sealed class KnownGrant(Grant grant)
{
    public Grant Grant => grant;

    public FrozenSet<string> Streams { get; } = grant.Resources.Select(name => name[$"{grant.Workspace}/".Length..]).ToFrozenSet();
}
