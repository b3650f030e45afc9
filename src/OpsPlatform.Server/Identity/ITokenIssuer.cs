using Microsoft.IdentityModel.Tokens;

namespace OpsPlatform.Server.Identity;

/// <summary>The one issuer whose tokens are accepted, and how its tokens look.</summary>
internal interface ITokenIssuer
{
    IReadOnlyList<string> Algorithms { get; }

    IReadOnlyList<string> TokenTypes { get; }

    ValueTask<TrustedKeys> KeysAsync(CancellationToken cancellation);

    /// <summary>For a token with a key that is not among them: they may have changed. Asks the source every few seconds at most.</summary>
    ValueTask<TrustedKeys> ReloadKeysAsync(CancellationToken cancellation);

    /// <summary>The client that a valid token was issued to; null when the token names none.</summary>
    string? ClientOf(TokenClaims claims);

    /// <summary>What the token narrows its client's permissions to.</summary>
    PermissionSet ScopesOf(TokenClaims claims);
}

/// <summary>An issuer's name and its public keys by key id.</summary>
internal sealed record TrustedKeys(string Issuer, IReadOnlyDictionary<string, SecurityKey> Keys);
