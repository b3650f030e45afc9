using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an agreement: <c>workspaces/{workspace}/agreements/{agreement}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Agreement">The id of the agreement.</param>
public sealed record AgreementName(string Workspace, string Agreement)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Agreement.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string agreement) => Pattern.Format(workspace, agreement);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static AgreementName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out AgreementName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Agreement);

    private static AgreementName Of(string[] ids) => new(ids[0], ids[1]);
}
