using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.EventStore;
using OpsPlatform.Identity.V1;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Identity;

/// <summary>The programs that may ask for tokens: made, granted workspaces, given secrets, disabled.</summary>
internal sealed partial class Clients(IdentityDocuments documents, ClientSecrets secrets)
{
    public async Task<Client?> FindAsync(string clientId, CancellationToken cancellation) =>
        IsClientId(clientId) ? (await documents.GetAsync<Client>(DocumentId(clientId), cancellation))?.Data : null;

    public async IAsyncEnumerable<Client> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var client in documents.ListAsync<Client>(cancellation))
            yield return client.Data;
    }

    /// <summary>
    /// Makes the workspace and the client when they do not exist, and sees to it that the client has exactly these permissions there;
    /// its grants elsewhere stay. A repeat changes nothing.
    /// </summary>
    /// <returns>The secret when the client is new, else null: it is told only once.</returns>
    /// <exception cref="ProvisioningException">An id or a permission is malformed.</exception>
    public async Task<string?> ProvisionAsync(ClientGrant grant, CancellationToken cancellation)
    {
        Check(grant);
        await MakeWorkspaceAsync(grant.Workspace, cancellation);
        string? secret = null;
        await ChangeAsync(
            grant.ClientId,
            client =>
            {
                secret = null;
                if (client is null)
                {
                    client = new Client { ClientId = grant.ClientId, DisplayName = grant.DisplayName ?? grant.ClientId, CreateTime = documents.Now.ToTimestamp() };
                    (secret, var stored) = secrets.Make(client, documents.Now);
                    client.Secrets.Add(stored);
                }

                client.DisplayName = grant.DisplayName ?? client.DisplayName;
                var granted = client.Grants.FirstOrDefault(other => other.WorkspaceId == grant.Workspace);
                if (granted is null)
                    client.Grants.Add(granted = new Client.Types.Grant { WorkspaceId = grant.Workspace });
                granted.Permissions.Clear();
                granted.Permissions.Add(grant.Permissions.Distinct().Order());
                return client;
            },
            cancellation);
        return secret;
    }

    public async Task<bool> HasSecretAsync(string clientId, string secret, CancellationToken cancellation) =>
        await FindAsync(clientId, cancellation) is { } client && secrets.Verify(client, secret);

    /// <summary>Adds a second secret, or with <paramref name="replaceOldest"/> puts it in the place of the older of two.</summary>
    /// <returns>The secret, which is told only once.</returns>
    public async Task<string> AddSecretAsync(string clientId, bool replaceOldest, CancellationToken cancellation)
    {
        var secret = "";
        await ChangeExistingAsync(
            clientId,
            client =>
            {
                if (client.Secrets.Count >= ClientSecrets.Most && !replaceOldest)
                    throw new ProvisioningException($"{clientId} has {ClientSecrets.Most} secrets, which is the most. Remove one of them first: {SecretIds(client)}.");
                while (client.Secrets.Count >= ClientSecrets.Most)
                    client.Secrets.Remove(client.Secrets.MinBy(old => old.CreateTime));
                (secret, var stored) = secrets.Make(client, documents.Now);
                client.Secrets.Add(stored);
            },
            cancellation);
        return secret;
    }

    public Task RemoveSecretAsync(string clientId, string secretId, CancellationToken cancellation) =>
        ChangeExistingAsync(
            clientId,
            client =>
            {
                var secret = client.Secrets.FirstOrDefault(secret => secret.SecretId == secretId)
                    ?? throw new ProvisioningException($"{clientId} has no secret {secretId}. Its secrets: {SecretIds(client)}.");
                client.Secrets.Remove(secret);
            },
            cancellation);

    /// <summary>Acts within a second on every node, on tokens that were issued before, too.</summary>
    public Task SetDisabledAsync(string clientId, bool disabled, CancellationToken cancellation) =>
        ChangeExistingAsync(clientId, client => client.Disabled = disabled, cancellation);

    /// <summary>Whether an id may be used here; external issuers name their clients in more ways than we would.</summary>
    public static bool IsClientId(string text) => ClientId.IsMatch(text);

    private static string SecretIds(Client client) =>
        string.Join(", ", client.Secrets.Select(secret => $"{secret.SecretId} of {secret.CreateTime.ToDateTimeOffset():yyyy-MM-dd}"));

    private static void Check(ClientGrant grant)
    {
        if (!IsClientId(grant.ClientId) || grant.ClientId == Principals.System)
            throw new ProvisioningException($"'{grant.ClientId}' is no client id. It has 3 to 128 letters, digits, dots, dashes, underscores, bars or at signs, and is not '{Principals.System}'.");
        if (!WorkspaceId.IsMatch(grant.Workspace) || grant.Workspace == IdentityDocuments.Tenant)
            throw new ProvisioningException($"'{grant.Workspace}' is no workspace id. It has 3 to 63 lower-case letters, digits and dashes, begins with a letter, and is not '{IdentityDocuments.Tenant}'.");
        if (grant.Permissions.Count == 0)
            throw new ProvisioningException("No permission is given. Give at least one, such as budgets.read, budgets.* or *.");
        if (grant.Permissions.FirstOrDefault(permission => !PermissionSet.IsPermission(permission)) is { } malformed)
            throw new ProvisioningException($"'{malformed}' is no permission. Permissions look like budgets.read, budgets.* or *.");
    }

    private async Task MakeWorkspaceAsync(string workspace, CancellationToken cancellation)
    {
        var id = $"workspaces/{workspace}";
        if (await documents.GetAsync<Workspace>(id, cancellation) is not null)
            return;
        var made = new Workspace { WorkspaceId = workspace, DisplayName = workspace, CreateTime = documents.Now.ToTimestamp() };

        // When another node was faster, the workspace is there all the same.
        await documents.TryWriteAsync($"{id}@1", [new DocumentWrite(id, made, 1)], cancellation);
    }

    private Task ChangeExistingAsync(string clientId, Action<Client> change, CancellationToken cancellation) =>
        ChangeAsync(
            clientId,
            client =>
            {
                change(client ?? throw new ProvisioningException($"There is no client {clientId}. `list-clients` shows those that there are."));
                return client;
            },
            cancellation);

    /// <summary>Decides on the client as it is, again when somebody else changed it in the meantime. No difference, no write.</summary>
    private async Task ChangeAsync(string clientId, Func<Client?, Client> change, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await documents.GetAsync<Client>(DocumentId(clientId), cancellation);
            var changed = change(stored?.Data.Clone());
            if (changed.Equals(stored?.Data))
                return;
            changed.UpdateTime = documents.Now.ToTimestamp();
            var version = (stored?.Version ?? 0) + 1;
            if (await documents.TryWriteAsync($"{DocumentId(clientId)}@{version}", [new DocumentWrite(DocumentId(clientId), changed, version)], cancellation))
                return;
        }
    }

    private static string DocumentId(string clientId) => $"clients/{clientId}";

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._@|-]{2,127}\z")]
    private static partial Regex ClientId { get; }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{2,62}\z")]
    private static partial Regex WorkspaceId { get; }
}

/// <summary>What a client shall be able to do in a workspace.</summary>
internal sealed record ClientGrant(string Workspace, string ClientId, IReadOnlyList<string> Permissions, string? DisplayName = null);

/// <summary>An admin asked for what cannot be. The message is a sentence for them.</summary>
internal sealed class ProvisioningException(string message) : Exception(message);
