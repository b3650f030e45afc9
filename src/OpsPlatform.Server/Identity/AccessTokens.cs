using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OpsPlatform.Server.Identity;

/// <summary>Issues access tokens: JWTs after RFC 9068.</summary>
internal sealed class AccessTokens(SigningKeys keys, Issuer issuer, IOptions<IdentityOptions> options, TimeProvider clock)
{
    public const string Type = "at+jwt";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<string> IssueAsync(string clientId, string scope, CancellationToken cancellation)
    {
        var signer = await SignerAsync(cancellation);
        var now = clock.GetUtcNow();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = issuer.Url,
            Audience = options.Value.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + options.Value.TokenLifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = clientId,
                [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString(),
                ["client_id"] = clientId,
                ["scope"] = scope,
            },
            SigningCredentials = new SigningCredentials(signer.Security, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>The key that signs now.</summary>
    /// <exception cref="InvalidOperationException">It cannot be used by this server.</exception>
    public async Task<RingKey> SignerAsync(CancellationToken cancellation)
    {
        var ring = await keys.GetAsync(cancellation);
        var signer = ring.Signer(clock.GetUtcNow());
        return signer.CanSign
            ? signer
            : throw new InvalidOperationException($"Signing key {signer.Id} cannot be decrypted. Set the Identity:KeyEncryptionKey that it was made with, or give it up with `rotate-signing-key --compromised`.");
    }
}
