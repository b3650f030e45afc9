using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a supplier: <c>workspaces/{workspace}/suppliers/{supplier}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Supplier">The id of the supplier.</param>
public sealed record SupplierName(string Workspace, string Supplier)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Supplier.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string supplier) => Pattern.Format(workspace, supplier);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static SupplierName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out SupplierName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Supplier);

    private static SupplierName Of(string[] ids) => new(ids[0], ids[1]);
}
