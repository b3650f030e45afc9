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
    private const int PageSize = 1000;
    private const int MostPolicies = 1000;

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
        var roles = BuiltInRoles.In(workspaceId).ToDictionary(role => role.Name);
        var query = new DocumentQuery(PageSize);
        do
        {
            var page = await store.ListDocumentsAsync<Role>(workspaceId, query, cancellation);
            foreach (var role in page.Documents.Select(document => document.Data).Where(role => !role.Deleted))
                roles[role.Name] = role;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        var policies = await store.ListDocumentsAsync<ApprovalPolicy>(workspaceId, new DocumentQuery(MostPolicies), cancellation);
        var approved = new PermissionSet(policies.Documents.Where(policy => !policy.Data.Deleted).SelectMany(policy => policy.Data.Permissions));
        return new KnownWorkspace(workspaceId, workspace is { State: Workspace.Types.State.Suspended } ? workspace.StateReason : null, roles.ToFrozenDictionary(), approved);
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
