using Microsoft.IdentityModel.Tokens;

namespace OpsPlatform.Server.Identity;

/// <summary>Our own token service, whose keys are at hand.</summary>
internal sealed class OwnIssuer(SigningKeys keys, Issuer issuer, TimeProvider clock) : ITokenIssuer
{
    public IReadOnlyList<string> Algorithms { get; } = [SecurityAlgorithms.EcdsaSha256];

    public IReadOnlyList<string> TokenTypes { get; } = [AccessTokens.Type];

    public async ValueTask<TrustedKeys> KeysAsync(CancellationToken cancellation) => Trusted(await keys.GetAsync(cancellation));

    public async ValueTask<TrustedKeys> ReloadKeysAsync(CancellationToken cancellation) => Trusted(await keys.ReloadAsync(cancellation));

    public string? ClientOf(TokenClaims claims) => claims.Text("client_id");

    public PermissionSet ScopesOf(TokenClaims claims) => new(claims.Scopes);

    private TrustedKeys Trusted(KeyRing ring) =>
        new(issuer.Url, ring.Published(clock.GetUtcNow()).ToDictionary(key => key.Id, SecurityKey (key) => key.Security));
}
