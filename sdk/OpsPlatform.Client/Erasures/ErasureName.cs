using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Erasures.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an erasure: <c>workspaces/{workspace}/erasures/{erasure}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Erasure">The id of the erasure.</param>
public sealed record ErasureName(string Workspace, string Erasure)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Erasure.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string erasure) => Pattern.Format(workspace, erasure);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ErasureName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ErasureName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Erasure);

    private static ErasureName Of(string[] ids) => new(ids[0], ids[1]);
}
