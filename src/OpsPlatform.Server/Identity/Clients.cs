using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Google.Protobuf;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Identity;

/// <summary>The programs that may ask for tokens, as the token service and the server's own verbs see them. Admins see them by the PartnerService.</summary>
internal sealed partial class Clients(
    PostgresEventStore store, CommandRunner<Workspace> workspaces, CommandRunner<Partner> partners, CommandRunner<Client> clients, ClientSecrets secrets)
{
    /// <summary>Whose the clients are that are made at the server itself.</summary>
    private const string Operator = "operator";

    public async Task<Client?> FindAsync(string clientId, CancellationToken cancellation) =>
        IsClientId(clientId) ? (await store.GetDocumentAsync<Client>(WorkspaceDecider.Platform, DocumentId(clientId), cancellation))?.Data : null;

    /// <summary>What the client's secrets are checked by. As much is looked for of one that does not exist, so that time does not tell of it.</summary>
    public async Task<IReadOnlyList<string>> HashesAsync(Client? client, CancellationToken cancellation)
    {
        List<string> hashes = [];
        for (var i = 0; i < ClientDecider.MostSecrets; i++)
        {
            // A secret that was removed meanwhile has none.
            var secretId = i < client?.Secrets.Count ? client.Secrets[i].SecretId : "none";
            if (await store.GetDocumentAsync<ClientSecretHash>(WorkspaceDecider.Platform, $"{client?.Name ?? "clients/none"}/{ClientDecider.HashKey(secretId)}", cancellation) is { Data.Hash: { Length: > 0 } hash })
                hashes.Add(hash);
        }

        return hashes;
    }

    public async IAsyncEnumerable<(Client Client, IReadOnlyList<Grant> Grants)> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var client in store.EnumerateDocumentsAsync<Client>(WorkspaceDecider.Platform, "clients/", cancellation: cancellation))
            yield return (client, await store.EnumerateDocumentsAsync<Grant>(WorkspaceDecider.Platform, $"{client.Name}/grants/", cancellation: cancellation).ToArrayAsync(cancellation));
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
        if (grant.Workspace != WorkspaceDecider.Platform)
        {
            var made = new Workspace { DisplayName = grant.Workspace, Kind = Workspace.Types.Kind.Live };
            await MakeAsync(workspaces, $"workspaces/{grant.Workspace}", new WorkspaceCreated { Workspace = made }, cancellation);
        }

        await MakeAsync(partners, $"partners/{Operator}", new PartnerCreated { Partner = new Partner { DisplayName = "The platform's operator", Kind = Partner.Types.Kind.Operator } }, cancellation);
        var (secretId, secret, hash) = secrets.Make();
        var isNew = false;
        var request = new GrantAccessRequest { Name = $"{DocumentId(grant.ClientId)}/{ClientDecider.GrantKey(grant.Workspace)}", Permissions = { grant.Permissions.Distinct() }, Roles = { grant.Roles.Distinct() } };
        IEnumerable<IMessage> Decide(Aggregate<Client> client, DecisionContext context)
        {
            isNew = client.Version == 0;
            IEnumerable<IMessage> made = isNew
                ? [
                    new ClientCreated { Client = new Client { Partner = $"partners/{Operator}", DisplayName = grant.DisplayName ?? grant.ClientId } },
                    new ClientSecretAdded { SecretId = secretId, Hash = hash },
                ]
                : [];
            return [.. made, .. ClientDecider.GrantAccess(client, request, context)];
        }

        await clients.Run(WorkspaceDecider.Platform, DocumentId(grant.ClientId), [ClientDecider.GrantKey(grant.Workspace)], Decide, cancellation);
        return isNew ? secret : null;
    }

    public async Task<bool> HasSecretAsync(string clientId, string secret, CancellationToken cancellation) =>
        secrets.Verify(await HashesAsync(await FindAsync(clientId, cancellation), cancellation), secret);

    /// <summary>Adds a second secret, or with <paramref name="replaceOldest"/> puts it in the place of the older of two.</summary>
    /// <returns>The secret, which is told only once.</returns>
    public async Task<string> AddSecretAsync(string clientId, bool replaceOldest, CancellationToken cancellation)
    {
        var (secretId, secret, hash) = secrets.Make();
        await ChangeAsync(
            clientId,
            (client, context) =>
            {
                var added = new ClientSecretAdded { SecretId = secretId, Hash = hash };
                if (client.Root.Secrets.Count < ClientDecider.MostSecrets)
                    return [added];
                return replaceOldest
                    ? [new ClientSecretRemoved { SecretId = client.Root.Secrets.MinBy(old => old.CreateTime)!.SecretId }, added]
                    : throw new ProvisioningException($"{clientId} has {ClientDecider.MostSecrets} secrets, which is the most. Remove one of them first: {SecretIds(client.Root)}.");
            },
            cancellation);
        return secret;
    }

    public Task RemoveSecretAsync(string clientId, string secretId, CancellationToken cancellation) =>
        ChangeAsync(
            clientId,
            (client, context) => client.Root.Secrets.Any(secret => secret.SecretId == secretId)
                ? [new ClientSecretRemoved { SecretId = secretId }]
                : throw new ProvisioningException($"{clientId} has no secret {secretId}. Its secrets: {SecretIds(client.Root)}."),
            cancellation);

    /// <summary>Acts within a second on every node, on tokens that were issued before, too.</summary>
    public Task SetDisabledAsync(string clientId, bool disabled, CancellationToken cancellation) =>
        ChangeAsync(
            clientId,
            (client, context) => disabled
                ? ClientDecider.Suspend(client, new SuspendClientRequest { Reason = "Disabled by the platform's operator." }, context)
                : ClientDecider.Resume(client, new ResumeClientRequest(), context),
            cancellation);

    /// <summary>Whether an id may be used here; external issuers name their clients in more ways than we would.</summary>
    public static bool IsClientId(string text) => ClientId.IsMatch(text);

    private static string SecretIds(Client client) =>
        string.Join(", ", client.Secrets.Select(secret => $"{secret.SecretId} of {secret.CreateTime.ToDateTimeOffset():yyyy-MM-dd}"));

    private static void Check(ClientGrant grant)
    {
        if (!IsClientId(grant.ClientId) || grant.ClientId == Principals.System)
            throw new ProvisioningException($"'{grant.ClientId}' is no client id. It has 3 to 128 letters, digits, dots, dashes, underscores, bars or at signs, and is not '{Principals.System}'.");
        if (!WorkspaceId.IsMatch(grant.Workspace))
            throw new ProvisioningException($"'{grant.Workspace}' is no workspace id. It has 3 to 63 lower-case letters, digits and dashes, and begins with a letter; '{WorkspaceDecider.Platform}' stands for what admins do.");
        if (grant.Permissions.Count + grant.Roles.Count == 0)
            throw new ProvisioningException("No permission is given. Give at least one, such as budgets.read, budgets.* or *, or a role.");
        if (grant.Roles.FirstOrDefault(role => !BuiltInRoles.All.Has(role)) is { } unknown)
            throw new ProvisioningException($"'{unknown}' is no built-in role. There are {string.Join(", ", BuiltInRoles.All.In(grant.Workspace).Select(role => role.Name.LastId()))}.");
        if (grant.Permissions.FirstOrDefault(permission => !PermissionSet.IsPermission(permission)) is { } malformed)
            throw new ProvisioningException($"'{malformed}' is no permission. Permissions look like budgets.read, budgets.*, *.read or *.");
    }

    private static Task MakeAsync<TRoot>(CommandRunner<TRoot> runner, string stream, IMessage created, CancellationToken cancellation)
        where TRoot : class, IMessage<TRoot>, new() =>
        runner.Run(WorkspaceDecider.Platform, stream, [], (root, context) => root.Version > 0 ? [] : [created], cancellation);

    private Task ChangeAsync(string clientId, Func<Aggregate<Client>, DecisionContext, IEnumerable<IMessage>> change, CancellationToken cancellation) =>
        clients.Run(
            WorkspaceDecider.Platform,
            DocumentId(clientId),
            [],
            (client, context) => client.Version > 0 ? change(client, context) : throw new ProvisioningException($"There is no client {clientId}. `list-clients` shows those that there are."),
            cancellation);

    private static string DocumentId(string clientId) => $"clients/{clientId}";

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._@|-]{2,127}\z")]
    private static partial Regex ClientId { get; }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{2,62}\z")]
    private static partial Regex WorkspaceId { get; }
}

/// <summary>What a client shall be able to do in a workspace.</summary>
internal sealed record ClientGrant(string Workspace, string ClientId, IReadOnlyList<string> Permissions, string? DisplayName = null)
{
    public IReadOnlyList<string> Roles { get; init; } = [];
}

/// <summary>An admin asked for what cannot be. The message is a sentence for them.</summary>
internal sealed class ProvisioningException(string message) : Exception(message);
