using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Accounts;

/// <summary>The platforms that accounts of a workspace can be on.</summary>
internal sealed class PlatformQuery(BuiltInQuery<Platform> platforms)
{
    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int MostNamed = 30;

    /// <param name="name">The full name, which a request's field has.</param>
    /// <exception cref="Refusal">The workspace has no such platform.</exception>
    public async Task<Platform> FindAsync(string workspace, string name, string field, CancellationToken cancellation)
    {
        var id = Id(name);
        return await platforms.FindAsync(workspace, id, cancellation)
            ?? throw new Refusal(ErrorReason.PlatformUnknown, field, ("platform", id), ("known", string.Join(", ", (await platforms.AllAsync(workspace, cancellation)).Take(MostNamed).Select(platform => Id(platform.Name)))));
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
