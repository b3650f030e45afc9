using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>The name of an order: <c>workspaces/{workspace}/orders/{order}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="Order">The id of the order.</param>
public sealed record OrderName(string Workspace, string Order)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Order.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string order) => Pattern.Format(workspace, order);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static OrderName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out OrderName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, Order);

    private static OrderName Of(string[] ids) => new(ids[0], ids[1]);
}
