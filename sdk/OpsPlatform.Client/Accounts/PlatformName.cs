using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Accounts.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a platform: <c>workspaces/{workspace}/platforms/{platform}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Platform">The id of the platform.</param>
public sealed record PlatformName(string Workspace, string Platform)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Platform.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string platform) => Pattern.Format(workspace, platform);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static PlatformName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out PlatformName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Platform);

    private static PlatformName Of(string[] ids) => new(ids[0], ids[1]);
}
