using OpsPlatform.Api.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Contents;

/// <summary>Finds the review chain that a submission names.</summary>
internal sealed class ReviewChainQuery(BuiltInQuery<ReviewChain> chains)
{
    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int MostNamed = 30;

    /// <exception cref="Refusal">The workspace has no such chain.</exception>
    public async Task<ReviewChain> FindAsync(string workspace, string name, CancellationToken cancellation)
    {
        var id = Id(name);
        return await chains.FindAsync(workspace, id, cancellation)
            ?? throw new Refusal(ErrorReason.ReviewChainUnknown, "chain", ("chain", id), ("known", string.Join(", ", (await chains.AllAsync(workspace, cancellation)).Take(MostNamed).Select(chain => Id(chain.Name)))));
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
