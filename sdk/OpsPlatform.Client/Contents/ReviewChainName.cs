using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Contents.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a review chain: <c>workspaces/{workspace}/review-chains/{review_chain}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="ReviewChain">The id of the review chain.</param>
public sealed record ReviewChainName(string Workspace, string ReviewChain)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.ReviewChain.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string reviewChain) => Pattern.Format(workspace, reviewChain);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static ReviewChainName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ReviewChainName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, ReviewChain);

    private static ReviewChainName Of(string[] ids) => new(ids[0], ids[1]);
}
