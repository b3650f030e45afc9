using OpsPlatform.Partners.V1;

namespace OpsPlatform.Domain.Partners;

/// <summary>
/// The roles that every workspace has. Whoever can approve cannot also ask, except for the admin: four eyes need two principals anyway.
/// Nouns that the platform will have are named already, so that a role does not change its meaning when they come.
/// </summary>
public static class BuiltInRoles
{
    public static BuiltIns<Role> All { get; } = new(
        New("admin", "Admin", "*"),
        New("compliance", "Compliance", "*.read", "contents.review", "erasures.*", "events.*", "persons.*"),
        New("content-reviewer", "Content reviewer", "accounts.read", "campaigns.read", "contents.read", "contents.review", "roles.read"),
        New("finance", "Finance", "*.read", "budgets.approve", "budgets.capture", "budgets.close", "budgets.refund", "budgets.release", "budgets.spend", "suppliers.settle"),
        New("legal", "Legal", "*.read", "contents.review", "events.export", "suppliers.sign"),
        New("operator", "Operator", "*.read", "accounts.assign", "accounts.authorize", "accounts.hand_over", "accounts.write", "budgets.capture", "budgets.create", "budgets.release", "budgets.reserve", "budgets.spend", "budgets.submit", "campaigns.write", "contents.write", "metrics.plan", "metrics.write", "suppliers.contact", "suppliers.deliver"),
        New("supplier-manager", "Supplier manager", "budgets.read", "budgets.reserve", "roles.read", "suppliers.*"),
        New("viewer", "Viewer", "*.read"));

    private static Role New(string id, string displayName, params string[] permissions) => new() { Name = id, DisplayName = displayName, BuiltIn = true, Permissions = { permissions } };
}
