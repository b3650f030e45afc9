using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Budgets.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a budget: <c>workspaces/{workspace}/budgets/{budget}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Budget">The id of the budget.</param>
public sealed record BudgetName(string Workspace, string Budget)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Budget.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string budget) => Pattern.Format(workspace, budget);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static BudgetName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out BudgetName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Budget);

    private static BudgetName Of(string[] ids) => new(ids[0], ids[1]);
}
