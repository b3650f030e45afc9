using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a knowledge change: <c>workspaces/{workspace}/knowledge-changes/{knowledge_change}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="KnowledgeChange">The id of the knowledge change.</param>
public sealed record KnowledgeChangeName(string Workspace, string KnowledgeChange)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.KnowledgeChange.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string knowledgeChange) => Pattern.Format(workspace, knowledgeChange);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static KnowledgeChangeName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out KnowledgeChangeName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, KnowledgeChange);

    private static KnowledgeChangeName Of(string[] ids) => new(ids[0], ids[1]);
}
