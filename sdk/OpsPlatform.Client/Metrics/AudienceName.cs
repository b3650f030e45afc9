using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an audience: <c>workspaces/{workspace}/audiences/{audience}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Audience">The id of the audience.</param>
public sealed record AudienceName(string Workspace, string Audience)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Audience.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string audience) => Pattern.Format(workspace, audience);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static AudienceName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out AudienceName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Audience);

    private static AudienceName Of(string[] ids) => new(ids[0], ids[1]);
}
