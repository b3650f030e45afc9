using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a settlement: <c>workspaces/{workspace}/settlements/{settlement}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Settlement">The id of the settlement.</param>
public sealed record SettlementName(string Workspace, string Settlement)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Settlement.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string settlement) => Pattern.Format(workspace, settlement);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static SettlementName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out SettlementName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Settlement);

    private static SettlementName Of(string[] ids) => new(ids[0], ids[1]);
}
