using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Identity;

/// <summary>Tells what a caller may do in a workspace: what the roles and permissions of its client's grant allow, and the token's scopes leave.</summary>
internal sealed class AccessControl(KnownWorkspaces workspaces)
{
    /// <summary>Null when there is no grant, or no such workspace: to the caller, it does not exist.</summary>
    public async ValueTask<Access?> FindAsync(Caller caller, string workspaceId, CancellationToken cancellation)
    {
        if (!caller.Client.Grants.TryGetValue(workspaceId, out var grant) || await workspaces.FindAsync(workspaceId, cancellation) is not { } workspace)
            return null;
        return new Access(workspaceId, workspace.Allowed(grant), caller.Scopes, grant.Streams, workspace.SuspendedFor);
    }

    /// <summary>Asks for a permission beside that of the call's rule, where the call is made.</summary>
    /// <exception cref="Refusal">The caller does not have it.</exception>
    public async ValueTask MustAllowAsync(RpcCall call, string permission, CancellationToken cancellation)
    {
        if ((await FindAsync(call.Caller!, call.Workspace, cancellation))?.Allows(permission) != true)
            throw new Refusal(ErrorReason.PermissionMissing, "", ("permission", permission));
    }

    /// <summary>Whether the client could do all of this in one workspace or another.</summary>
    public async Task<bool> CouldAsync(KnownClient client, PermissionSet permissions, CancellationToken cancellation)
    {
        List<string> allowed = [];
        foreach (var (workspaceId, grant) in client.Grants)
        {
            if (await workspaces.FindAsync(workspaceId, cancellation) is { } workspace)
                allowed.AddRange(workspace.Allowed(grant));
        }

        var all = new PermissionSet(allowed);
        return permissions.All(all.Covers);
    }
}

/// <param name="Granted">What the client was granted.</param>
/// <param name="Scopes">What the token narrows that to.</param>
/// <param name="Resources">When not empty, only these streams, by their ids below the workspace.</param>
/// <param name="SuspendedFor">Why nobody works in the workspace now; null when they do.</param>
internal sealed record Access(string WorkspaceId, PermissionSet Granted, PermissionSet Scopes, IReadOnlySet<string> Resources, string? SuspendedFor)
{
    public bool Allows(string permission) => Granted.Covers(permission) && Scopes.Covers(permission);

    /// <summary>Whether the resource is one that was granted, or the workspace as a whole.</summary>
    public bool Includes(ResourceName name) => name.Workspace == WorkspaceId && (name.Stream.Length == 0 || Resources.Count == 0 || Resources.Contains(name.Stream));
}
