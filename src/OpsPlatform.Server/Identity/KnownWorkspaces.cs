using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>The workspaces that are worked in, read anew at least twice a second, so that a suspended one or a changed role acts within a second.</summary>
internal sealed class KnownWorkspaces(PostgresEventStore store, TimeProvider clock)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private readonly RecentCache<string, Reloading<KnownWorkspace?>> _workspaces = new(Capacity);

    /// <summary>Null when there is no such workspace. <c>platform</c> is always there.</summary>
    public ValueTask<KnownWorkspace?> FindAsync(string workspaceId, CancellationToken cancellation)
    {
        if (!_workspaces.TryGet(workspaceId, out var workspace))
            workspace = _workspaces.GetOrAdd(workspaceId, new(inner => LoadAsync(workspaceId, inner), MaxAge, TimeSpan.Zero, clock));
        return workspace.GetAsync(cancellation);
    }

    private async Task<KnownWorkspace?> LoadAsync(string workspaceId, CancellationToken cancellation)
    {
        var workspace = (await store.GetDocumentAsync<Workspace>(WorkspaceDecider.Platform, $"workspaces/{workspaceId}", cancellation))?.Data;
        if (workspace is null && workspaceId != WorkspaceDecider.Platform)
            return null;
        var roles = BuiltInRoles.All.In(workspaceId).ToDictionary(role => role.Name);
        await foreach (var role in store.EnumerateDocumentsAsync<Role>(workspaceId, cancellation: cancellation))
        {
            if (!role.Deleted)
                roles[role.Name] = role;
        }

        List<string> approved = [];
        await foreach (var policy in store.EnumerateDocumentsAsync<ApprovalPolicy>(workspaceId, cancellation: cancellation))
            approved.AddRange(policy.Deleted ? [] : policy.Permissions);
        return new KnownWorkspace(workspaceId, workspace is { State: Workspace.Types.State.Suspended } ? workspace.StateReason : null, roles.ToFrozenDictionary(), new PermissionSet(approved));
    }
}

/// <summary>What a call needs to know of its workspace.</summary>
/// <param name="suspendedFor">Why nobody works in it now; null when they do.</param>
/// <param name="roles">By their names.</param>
/// <param name="approved">What needs a second principal.</param>
internal sealed class KnownWorkspace(string id, string? suspendedFor, FrozenDictionary<string, Role> roles, PermissionSet approved)
{
    private readonly ConditionalWeakTable<KnownGrant, PermissionSet> _allowed = [];

    public string? SuspendedFor => suspendedFor;

    /// <summary>Whether a write of this permission needs a second principal. To decide on it does not, else nothing would ever be decided.</summary>
    public bool WantsApproval(string permission) => approved.Covers(permission) && !permission.StartsWith("approvals.", StringComparison.Ordinal);

    /// <summary>What a grant here allows. Put together once for as long as grant and roles are known.</summary>
    public PermissionSet Allowed(KnownGrant grant) => _allowed.GetValue(grant, known => new PermissionSet(
        known.Grant.Permissions.Concat(known.Grant.Roles.SelectMany(role => roles.GetValueOrDefault($"workspaces/{id}/roles/{role}")?.Permissions ?? []))));
}
