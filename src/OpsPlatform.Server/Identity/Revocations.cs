using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using OpsPlatform.EventStore;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>
/// Keeps which tokens were revoked: a document for each client, so that the nodes read it with what else they know of the client, and
/// a call pays nothing for it. It holds what has not expired, and no more than <see cref="MostTokens"/>.
/// </summary>
internal sealed class Revocations(IdentityDocuments documents, KnownClients clients, IOptions<IdentityOptions> options)
{
    public const int MostTokens = 1000;

    /// <param name="caller">Who came with the token.</param>
    /// <param name="end">When the token expires.</param>
    public async Task RevokeAsync(Caller caller, DateTime end, CancellationToken cancellation)
    {
        while (!await TryRevokeAsync(caller.ClientId, caller.TokenId, end, cancellation))
        {
            // Another token of the client was revoked at the same time.
        }

        clients.Forget(caller.ClientId);
    }

    public static string DocumentId(string clientId) => $"revocations/{clientId}";

    private async Task<bool> TryRevokeAsync(string clientId, string tokenId, DateTime end, CancellationToken cancellation)
    {
        var id = DocumentId(clientId);
        var stored = await documents.GetAsync<RevokedTokens>(id, cancellation);
        var (version, now) = (stored?.Version ?? 0, documents.Now);
        var living = stored?.Data.Tokens.Where(token => token.ExpireTime.ToDateTimeOffset() + options.Value.ClockSkew > now && token.TokenId != tokenId) ?? [];
        var revoked = new RevokedTokens { IssuedUntil = stored?.Data.IssuedUntil, Tokens = { living, new RevokedTokens.Types.Token { TokenId = tokenId, ExpireTime = end.ToTimestamp() } } };
        if (revoked.Tokens.Count > MostTokens)
        {
            // All of the client's tokens go, rather than that one comes back.
            revoked.Tokens.Clear();
            revoked.IssuedUntil = now.ToTimestamp();
        }

        return await documents.TryWriteAsync($"{id}/after/{version}", [new DocumentWrite(id, revoked, version + 1)], cancellation);
    }
}

/// <summary>The tokens of one client that are not to be accepted any more.</summary>
internal sealed class RevokedSet(RevokedTokens? stored)
{
    private readonly HashSet<string> _ids = [.. stored?.Tokens.Select(token => token.TokenId) ?? []];
    private readonly DateTimeOffset _issuedUntil = stored?.IssuedUntil?.ToDateTimeOffset() ?? DateTimeOffset.MinValue;

    public bool Contains(string tokenId, DateTimeOffset issueTime) => issueTime <= _issuedUntil || _ids.Contains(tokenId);
}
