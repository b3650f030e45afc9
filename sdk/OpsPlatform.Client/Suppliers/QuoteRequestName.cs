using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a request for quotes: <c>workspaces/{workspace}/quote-requests/{quote_request}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="QuoteRequest">The id of the request for quotes.</param>
public sealed record QuoteRequestName(string Workspace, string QuoteRequest)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.QuoteRequest.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string quoteRequest) => Pattern.Format(workspace, quoteRequest);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static QuoteRequestName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out QuoteRequestName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, QuoteRequest);

    private static QuoteRequestName Of(string[] ids) => new(ids[0], ids[1]);
}
