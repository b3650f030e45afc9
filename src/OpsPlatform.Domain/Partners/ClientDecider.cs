using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Partners.V1;
using GrantState = OpsPlatform.Partners.V1.Grant.Types.State;
using State = OpsPlatform.Partners.V1.Client.Types.State;

namespace OpsPlatform.Domain.Partners;

/// <summary>Decides what happens to a client, its secrets and its access to workspaces, and folds what has happened.</summary>
public static class ClientDecider
{
    /// <summary>The one in use and its replacement.</summary>
    public const int MostSecrets = 2;

    /// <summary>Each place where the client runs may have its own.</summary>
    public const int MostKeys = 5;

    /// <summary>Who the platform itself is, where a principal is named.</summary>
    public const string System = "system";

    public static IEnumerable<IMessage> Create(Aggregate<Client> client, CreateClientRequest request, DecisionContext context) =>
        request.ClientId == System
            ? throw new Refusal(ErrorReason.IdReserved, "client_id", ("id", System))
            : [new ClientCreated { Client = new Client { Partner = request.Client.Partner, DisplayName = request.Client.DisplayName } }];

    public static IEnumerable<IMessage> Suspend(Aggregate<Client> client, SuspendClientRequest request, DecisionContext context) =>
        client.Root.State == State.Suspended ? [] : [new ClientSuspended { Reason = request.Reason }];

    public static IEnumerable<IMessage> Resume(Aggregate<Client> client, ResumeClientRequest request, DecisionContext context) =>
        client.Root.State == State.Active ? [] : [new ClientResumed()];

    /// <param name="replacedId">The secret that it takes the place of; empty for none.</param>
    /// <param name="hash">What the secret is checked by. The secret itself is known to nobody but the caller.</param>
    public static IEnumerable<IMessage> AddSecret(Aggregate<Client> client, string replacedId, string secretId, string hash)
    {
        var secrets = client.Root.Secrets;
        var added = new ClientSecretAdded { SecretId = secretId, Hash = hash };
        if (replacedId.Length > 0)
        {
            return secrets.Any(secret => secret.SecretId == replacedId)
                ? [new ClientSecretRemoved { SecretId = replacedId }, added]
                : throw new Refusal(ErrorReason.ResourceNotFound, "replace_secret_id");
        }

        return secrets.Count >= MostSecrets
            ? throw new Refusal(ErrorReason.ClientSecretsFull, "", ("count", secrets.Count), ("secrets", string.Join(", ", secrets.Select(secret => Describe(secret.SecretId, secret.CreateTime)))))
            : [added];
    }

    public static IEnumerable<IMessage> RemoveSecret(Aggregate<Client> client, RemoveClientSecretRequest request, DecisionContext context) =>
        client.Root.Secrets.Any(secret => secret.SecretId == request.SecretId)
            ? [new ClientSecretRemoved { SecretId = request.SecretId }]
            : throw new Refusal(ErrorReason.ResourceNotFound, "secret_id");

    /// <param name="keyId">The thumbprint of the key, which therefore has no other.</param>
    /// <param name="jwk">Its public half.</param>
    public static IEnumerable<IMessage> AddKey(Aggregate<Client> client, string keyId, string jwk)
    {
        var keys = client.Root.Keys;
        if (keys.Any(key => key.KeyId == keyId))
            return [];
        return keys.Count >= MostKeys
            ? throw new Refusal(ErrorReason.ClientKeysFull, "", ("count", keys.Count), ("keys", string.Join(", ", keys.Select(key => Describe(key.KeyId, key.CreateTime)))))
            : [new ClientKeyAdded { KeyId = keyId, Jwk = jwk }];
    }

    public static IEnumerable<IMessage> RemoveKey(Aggregate<Client> client, RemoveClientKeyRequest request, DecisionContext context) =>
        client.Root.Keys.Any(key => key.KeyId == request.KeyId)
            ? [new ClientKeyRemoved { KeyId = request.KeyId }]
            : throw new Refusal(ErrorReason.ResourceNotFound, "key_id");

    public static IEnumerable<IMessage> GrantAccess(Aggregate<Client> client, GrantAccessRequest request, DecisionContext context)
    {
        var workspaceId = request.Name.LastId();
        if (request.Roles.Count + request.Permissions.Count == 0)
            throw new Refusal(ErrorReason.GrantEmpty, "");
        if (request.Resources.FirstOrDefault(resource => !resource.StartsWith($"workspaces/{workspaceId}/", StringComparison.Ordinal)) is { } foreign)
            throw new Refusal(ErrorReason.GrantResourceForeign, "resources", ("resource", foreign), ("workspace", $"workspaces/{workspaceId}"));

        var granted = new AccessGranted { WorkspaceId = workspaceId };
        granted.Roles.Add(request.Roles.Order(StringComparer.Ordinal));
        granted.Permissions.Add(request.Permissions.Order(StringComparer.Ordinal));
        granted.Resources.Add(request.Resources.Order(StringComparer.Ordinal));
        var grant = client.Find<Grant>(GrantKey(workspaceId));
        return grant is { State: GrantState.Active } && grant.Roles.Equals(granted.Roles) && grant.Permissions.Equals(granted.Permissions) && grant.Resources.Equals(granted.Resources)
            ? []
            : [granted];
    }

    public static IEnumerable<IMessage> RevokeAccess(Aggregate<Client> client, RevokeAccessRequest request, DecisionContext context)
    {
        var workspaceId = request.Name.LastId();
        return client.Find<Grant>(GrantKey(workspaceId))!.State == GrantState.Revoked ? [] : [new AccessRevoked { WorkspaceId = workspaceId }];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Client> client, Recorded recorded)
    {
        var root = client.Root;
        switch (recorded.Message)
        {
            case ClientCreated created:
                root.MergeFrom(created.Client);
                root.State = State.Active;
                break;
            case ClientSuspended suspended:
                (root.State, root.StateReason) = (State.Suspended, suspended.Reason);
                break;
            case ClientResumed:
                (root.State, root.StateReason) = (State.Active, "");
                break;
            case ClientSecretAdded added:
                root.Secrets.Add(new ClientSecret { SecretId = added.SecretId, CreateTime = recorded.Time.ToTimestamp() });
                client.Change<ClientSecretHash>(HashKey(added.SecretId)).Hash = added.Hash;
                break;
            case ClientSecretRemoved removed:
                root.Secrets.Remove(root.Secrets.First(secret => secret.SecretId == removed.SecretId));
                client.Change<ClientSecretHash>(HashKey(removed.SecretId)).Hash = "";
                break;
            case ClientKeyAdded added:
                root.Keys.Add(new ClientKey { KeyId = added.KeyId, Jwk = added.Jwk, CreateTime = recorded.Time.ToTimestamp() });
                break;
            case ClientKeyRemoved removed:
                root.Keys.Remove(root.Keys.First(key => key.KeyId == removed.KeyId));
                break;
            case AccessGranted granted:
                Fold(client.Change<Grant>(GrantKey(granted.WorkspaceId)), granted);
                break;
            case AccessRevoked revoked:
                client.Change<Grant>(GrantKey(revoked.WorkspaceId)).State = GrantState.Revoked;
                break;
            default:
                throw new UnreachableException($"{client.Name} has an event that no client can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    public static string GrantKey(string workspaceId) => $"grants/{workspaceId}";

    public static string HashKey(string secretId) => $"hashes/{secretId}";

    private static void Fold(Grant grant, AccessGranted granted)
    {
        grant.State = GrantState.Active;
        grant.Workspace = $"workspaces/{granted.WorkspaceId}";
        grant.Roles.Clear();
        grant.Roles.Add(granted.Roles);
        grant.Permissions.Clear();
        grant.Permissions.Add(granted.Permissions);
        grant.Resources.Clear();
        grant.Resources.Add(granted.Resources);
    }

    private static string Describe(string id, Timestamp createTime) => $"{id} ({createTime.ToDateTimeOffset():yyyy-MM-dd})";
}
