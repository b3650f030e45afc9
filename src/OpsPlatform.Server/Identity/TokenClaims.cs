using Microsoft.IdentityModel.JsonWebTokens;

namespace OpsPlatform.Server.Identity;

/// <summary>The claims of a token, read with care for their JSON types: a number is no client id.</summary>
internal sealed class TokenClaims(JsonWebToken token)
{
    public string? Text(string name) => token.TryGetPayloadValue<object>(name, out var value) && value is string { Length: > 0 } text ? text : null;

    /// <summary>The words of `scope` (RFC 9068), or of `scp` as some issuers call it; in one text or in an array.</summary>
    public IEnumerable<string> Scopes => token.Claims.Where(claim => claim.Type is "scope" or "scp").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
