using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an evaluation: <c>workspaces/{workspace}/evaluations/{evaluation}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Evaluation">The id of the evaluation.</param>
public sealed record EvaluationName(string Workspace, string Evaluation)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Evaluation.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string evaluation) => Pattern.Format(workspace, evaluation);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static EvaluationName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out EvaluationName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Evaluation);

    private static EvaluationName Of(string[] ids) => new(ids[0], ids[1]);
}
