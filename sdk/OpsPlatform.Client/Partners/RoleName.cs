using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Partners.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a role: <c>workspaces/{workspace}/roles/{role}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Role">The id of the role.</param>
public sealed record RoleName(string Workspace, string Role)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Role.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string role) => Pattern.Format(workspace, role);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static RoleName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out RoleName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Role);

    private static RoleName Of(string[] ids) => new(ids[0], ids[1]);
}
