using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a scorecard: <c>workspaces/{workspace}/supplier-scorecards/{supplier_scorecard}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Scorecard">The id of the scorecard.</param>
public sealed record SupplierScorecardName(string Workspace, string Scorecard)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.SupplierScorecard.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string scorecard) => Pattern.Format(workspace, scorecard);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static SupplierScorecardName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out SupplierScorecardName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Scorecard);

    private static SupplierScorecardName Of(string[] ids) => new(ids[0], ids[1]);
}
