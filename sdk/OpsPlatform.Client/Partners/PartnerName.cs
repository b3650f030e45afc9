using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Partners.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a partner: <c>partners/{partner}</c>.</summary>
/// <param name="Partner">The id of the partner.</param>
public sealed record PartnerName(string Partner)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Partner.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string partner) => Pattern.Format(partner);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static PartnerName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out PartnerName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Partner);

    private static PartnerName Of(string[] ids) => new(ids[0]);
}
