using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Budgets.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an expense of a budget: <c>workspaces/{workspace}/budgets/{budget}/expenses/{expense}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Budget">The id of the budget.</param>
/// <param name="Expense">The id of the expense.</param>
public sealed record ExpenseName(string Workspace, string Budget, string Expense)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Expense.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string budget, string expense) => Pattern.Format(workspace, budget, expense);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ExpenseName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ExpenseName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Budget, Expense);

    private static ExpenseName Of(string[] ids) => new(ids[0], ids[1], ids[2]);
}
