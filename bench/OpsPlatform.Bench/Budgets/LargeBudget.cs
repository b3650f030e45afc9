using OpsPlatform.Bench.Growth;
using OpsPlatform.Bench.Platform;

namespace OpsPlatform.Bench.Budgets;

/// <summary>A budget with many entries, about a tenth of them holds that are open.</summary>
internal static class LargeBudget
{
    private const string Id = "large";

    /// <summary>A budget is created, submitted and approved without an entry.</summary>
    private const int EventsBefore = 3;

    public static string Name => $"workspaces/{Workspace.Id}/budgets/{Id}";

    public static WorkspaceHistory Of(long entries) =>
        new(Workspace.Id, [new BudgetHistory(Workspace.Id, Id, entries + EventsBefore, OpenHolds(entries)) { Start = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(entries) - TimeSpan.FromHours(1) }]);

    /// <summary>One more than a tenth: an odd number, which is what the pairs of a hold and its capture leave.</summary>
    public static long OpenHolds(long entries) => (entries / 10) + 1;
}
