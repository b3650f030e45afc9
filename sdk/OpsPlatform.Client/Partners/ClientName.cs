using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Partners.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a client: <c>clients/{client}</c>.</summary>
/// <param name="Client">The id of the client: the <c>client_id</c> of OAuth 2.0.</param>
public sealed record ClientName(string Client)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Client.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string client) => Pattern.Format(client);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ClientName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ClientName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Client);

    private static ClientName Of(string[] ids) => new(ids[0]);
}
