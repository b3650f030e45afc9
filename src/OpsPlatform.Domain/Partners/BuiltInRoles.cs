using OpsPlatform.Partners.V1;

namespace OpsPlatform.Domain.Partners;

/// <summary>
/// The roles that every workspace has. Whoever can approve cannot also ask, except for the admin: four eyes need two principals anyway.
/// Nouns that the platform will have are named already, so that a role does not change its meaning when they come.
/// </summary>
public static class BuiltInRoles
{
    private static readonly Role[] Roles =
    [
        New("admin", "Admin", "*"),
        New("compliance", "Compliance", "*.read", "contents.review", "erasures.*", "events.*", "persons.*"),
        New("content-reviewer", "Content reviewer", "accounts.read", "campaigns.read", "contents.read", "contents.review", "roles.read"),
        New("finance", "Finance", "*.read", "budgets.approve", "budgets.capture", "budgets.close", "budgets.refund", "budgets.release", "budgets.spend"),
        New("legal", "Legal", "*.read", "contents.review", "events.export"),
        New("operator", "Operator", "*.read", "accounts.assign", "accounts.authorize", "accounts.hand_over", "accounts.write", "budgets.capture", "budgets.create", "budgets.release", "budgets.reserve", "budgets.spend", "budgets.submit", "campaigns.write", "contents.write", "experiments.write", "lessons.write", "metrics.write"),
        New("supplier-manager", "Supplier manager", "budgets.read", "budgets.reserve", "roles.read", "suppliers.*"),
        New("viewer", "Viewer", "*.read"),
    ];

    /// <summary>Those of a workspace, with their names there.</summary>
    public static IEnumerable<Role> In(string workspaceId) => Roles.Select(role => Named(role, workspaceId));

    public static Role? Find(string id) => Array.Find(Roles, role => role.Name == id);

    public static Role? Find(string id, string workspaceId) => Find(id) is { } role ? Named(role, workspaceId) : null;

    private static Role Named(Role role, string workspaceId)
    {
        var named = role.Clone();
        named.Name = $"workspaces/{workspaceId}/roles/{role.Name}";
        return named;
    }

    private static Role New(string id, string displayName, params string[] permissions) => new() { Name = id, DisplayName = displayName, BuiltIn = true, Permissions = { permissions } };
}
