using OpsPlatform.Partners.V1;

namespace OpsPlatform.Domain.Partners;

/// <summary>
/// The roles that every workspace has. Whoever can approve cannot also ask, except for the admin and the content planner, whose first stage is a check of
/// their own work (CON-14): four eyes need two principals anyway.
/// Nouns that the platform will have are named already, so that a role does not change its meaning when they come.
/// </summary>
public static class BuiltInRoles
{
    public static BuiltIns<Role> All { get; } = new(
        New("admin", "Admin", "*"),
        New("compliance", "Compliance", "*.read", "contents.read_remarks", "contents.remark", "contents.review", "erasures.*", "events.*", "incidents.report", "incidents.resolve", "persons.*"),
        New("content-planner", "Content planner", "*.read", "contents.read_remarks", "contents.remark", "contents.review", "contents.write"),
        New("content-reviewer", "Content reviewer", "accounts.read", "campaigns.read", "contents.read", "contents.read_remarks", "contents.remark", "contents.review", "roles.read"),
        New("finance", "Finance", "*.read", "budgets.approve", "budgets.capture", "budgets.close", "budgets.control", "budgets.draw_reserve", "budgets.pay", "budgets.refund", "budgets.release", "budgets.reverse", "budgets.review", "budgets.spend", "budgets.transfer", "budgets.update", "suppliers.pay", "suppliers.settle"),
        New("legal", "Legal", "*.read", "contents.read_remarks", "contents.remark", "contents.review", "events.export", "suppliers.sign"),
        New("operations-director", "Operations director", "*.read", "contents.publish", "contents.read_remarks", "contents.remark", "contents.review"),
        New("operator", "Operator", "*.read", "accounts.assign", "accounts.authorize", "accounts.hand_over", "accounts.write", "budgets.adjust", "budgets.capture", "budgets.create", "budgets.release", "budgets.reserve", "budgets.review", "budgets.spend", "budgets.submit", "budgets.update", "campaigns.write", "contents.publish", "contents.read_remarks", "contents.remark", "contents.write", "experiments.write", "incidents.report", "incidents.resolve", "lessons.write", "metrics.plan", "metrics.write", "suppliers.contact", "suppliers.deliver"),
        New("supplier-manager", "Supplier manager", "budgets.read", "budgets.reserve", "roles.read", "suppliers.*"),
        New("viewer", "Viewer", "*.read"));

    private static Role New(string id, string displayName, params string[] permissions) => new() { Name = id, DisplayName = displayName, BuiltIn = true, Permissions = { permissions } };
}
