namespace OpsPlatform.Bench.Growth;

/// <summary>How many events there are, and how they are spread: one large budget and many small ones in the workspace under load, and many workspaces beside it.</summary>
internal sealed record HistorySize(long Events)
{
    public const string LargeBudget = "large";

    private const int OtherWorkspaces = 200;
    private const int EventsPerBudget = 20;

    /// <summary>A fifth of all: of ten million events, the large budget has two million, and a million reservations.</summary>
    private long InLargeBudget => Events / 5;

    /// <summary>Those of the large budget, about.</summary>
    public long Reservations => InLargeBudget / 2;

    /// <summary>How many there are in the workspace under load.</summary>
    public long InWorkspace => InLargeBudget + (SmallBudgets * (long)EventsPerBudget);

    private int SmallBudgets => (int)(Events / 10 / EventsPerBudget);

    private int OtherBudgets => (int)((Events - InWorkspace) / EventsPerBudget);

    public IReadOnlyList<WorkspaceHistory> Workspaces() =>
    [
        new(Platform.Workspace.Id, [new BudgetHistory(Platform.Workspace.Id, LargeBudget, InLargeBudget), .. Small(Platform.Workspace.Id, SmallBudgets)]),
        .. Enumerable.Range(0, OtherWorkspaces)
            .Select(number => (Id: $"other-{number}", Budgets: (OtherBudgets + OtherWorkspaces - 1 - number) / OtherWorkspaces))
            .Select(other => new WorkspaceHistory(other.Id, Small(other.Id, other.Budgets))),
    ];

    /// <summary>The name of one of the small budgets of the workspace under load.</summary>
    public string AnySmallBudget() => SmallBudget(Random.Shared.Next(SmallBudgets));

    private static string SmallBudget(int number) => $"small-{number}";

    private static IEnumerable<BudgetHistory> Small(string workspace, int budgets) =>
        Enumerable.Range(0, budgets).Select(number => new BudgetHistory(workspace, SmallBudget(number), EventsPerBudget));
}
