using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Signs tokens with a node's own key, so that a test can bend one claim of an otherwise good one.</summary>
internal static class Forge
{
    public static async Task<string> TokenAsync(IdentityNode node, DateTimeOffset now, Action<SecurityTokenDescriptor>? bend = null)
    {
        var signer = (await node.Get<SigningKeys>().GetAsync(default)).Signer(now);
        var descriptor = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = node.Address,
            Audience = "opsplatform",
            IssuedAt = now.UtcDateTime,
            Expires = now.UtcDateTime.AddMinutes(10),
            Claims = new Dictionary<string, object> { ["sub"] = "forger", ["client_id"] = "forger", ["scope"] = "*" },
            SigningCredentials = new SigningCredentials(signer.Security, SecurityAlgorithms.EcdsaSha256),
        };
        bend?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
