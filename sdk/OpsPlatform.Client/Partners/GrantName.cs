using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Partners.V1;

namespace OpsPlatform.Client;

/// <summary>The name of what a client may do in a workspace: <c>clients/{client}/grants/{grant}</c>.</summary>
/// <param name="Client">The id of the client.</param>
/// <param name="Grant">The id of the workspace, or <c>platform</c> for what admins do.</param>
public sealed record GrantName(string Client, string Grant)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.Grant.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string client, string grant) => Pattern.Format(client, grant);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static GrantName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out GrantName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Client, Grant);

    private static GrantName Of(string[] ids) => new(ids[0], ids[1]);
}
