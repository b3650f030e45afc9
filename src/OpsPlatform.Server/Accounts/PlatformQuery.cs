using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Accounts;

/// <summary>The platforms that accounts of a workspace can be on.</summary>
internal sealed class PlatformQuery(BuiltInQuery<Platform> platforms)
{
    /// <param name="name">The full name, which a request's field has.</param>
    /// <exception cref="Refusal">The workspace has no such platform.</exception>
    public Task<Platform> FindAsync(string workspace, string name, string field, CancellationToken cancellation) =>
        platforms.FindAsync(workspace, name, known => new Refusal(ErrorReason.PlatformUnknown, field, ("platform", name.LastId()), ("known", known)), cancellation);
}
