using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a plan template: <c>workspaces/{workspace}/plan-templates/{plan_template}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="PlanTemplate">The id of the plan template.</param>
public sealed record PlanTemplateName(string Workspace, string PlanTemplate)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.PlanTemplate.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string planTemplate) => Pattern.Format(workspace, planTemplate);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static PlanTemplateName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out PlanTemplateName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, PlanTemplate);

    private static PlanTemplateName Of(string[] ids) => new(ids[0], ids[1]);
}
