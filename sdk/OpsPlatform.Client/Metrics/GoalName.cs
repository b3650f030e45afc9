using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a goal: <c>workspaces/{workspace}/goals/{goal}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Goal">The id of the goal.</param>
public sealed record GoalName(string Workspace, string Goal)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Goal.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string goal) => Pattern.Format(workspace, goal);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static GoalName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out GoalName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Goal);

    private static GoalName Of(string[] ids) => new(ids[0], ids[1]);
}
