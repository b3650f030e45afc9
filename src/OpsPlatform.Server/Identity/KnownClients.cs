using System.Collections.Frozen;

namespace OpsPlatform.Server.Identity;

/// <summary>The clients that are calling, read anew at least twice a second, so that a disabled one or a lost grant acts within a second.</summary>
internal sealed class KnownClients(Clients clients, TimeProvider clock)
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

    private async Task<KnownClient?> LoadAsync(string clientId, CancellationToken cancellation) =>
        await clients.FindAsync(clientId, cancellation) is { } client
            ? new KnownClient(client.Disabled, client.Grants.ToFrozenDictionary(grant => grant.WorkspaceId, grant => new PermissionSet(grant.Permissions)))
            : null;
}

/// <summary>What a call needs to know of its client.</summary>
internal sealed record KnownClient(bool Disabled, FrozenDictionary<string, PermissionSet> Workspaces);
