using Microsoft.IdentityModel.Tokens;

namespace OpsPlatform.Server.Identity;

/// <summary>Our own token service, whose keys are at hand.</summary>
internal sealed class OwnIssuer(SigningKeys keys, Issuer issuer, TimeProvider clock) : ITokenIssuer
{
    private Latest? _latest;

    public IReadOnlyList<string> Algorithms { get; } = [SecurityAlgorithms.EcdsaSha256];

    public IReadOnlyList<string> TokenTypes { get; } = [AccessTokens.Type];

    public async ValueTask<TrustedKeys> KeysAsync(CancellationToken cancellation) => Trusted(await keys.GetAsync(cancellation));

    public async ValueTask<TrustedKeys> ReloadKeysAsync(CancellationToken cancellation) => Trusted(await keys.ReloadAsync(cancellation));

    public string? ClientOf(TokenClaims claims) => claims.Text("client_id");

    public PermissionSet ScopesOf(TokenClaims claims) => new(claims.Scopes);

    /// <summary>Made once for each ring that is loaded, so that a key may be accepted for as long as a ring is used after its time.</summary>
    private TrustedKeys Trusted(KeyRing ring)
    {
        if (_latest is { } latest && latest.Ring == ring)
            return latest.Keys;
        var trusted = new TrustedKeys(issuer.Url, ring.Published(clock.GetUtcNow()).ToDictionary(key => key.Id, SecurityKey (key) => key.Security));
        _latest = new Latest(ring, trusted);
        return trusted;
    }

    private sealed record Latest(KeyRing Ring, TrustedKeys Keys);
}
