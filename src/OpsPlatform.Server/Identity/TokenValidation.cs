using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Identity;

/// <summary>Tells from an access token who calls.</summary>
internal sealed class TokenValidation(ITokenIssuer issuer, KnownClients clients, IOptions<IdentityOptions> options, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int MaxTokenLength = 8 * 1024;
    private const int Capacity = 20_000;
    private const string Expired = "it has expired";

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };

    private readonly RecentCache<TokenDigest, ValidToken> _valid = new(Capacity);

    /// <param name="authorization">The header of that name.</param>
    /// <exception cref="Refusal">TOKEN_MISSING or TOKEN_INVALID, with what is wrong with it.</exception>
    public async ValueTask<Caller> AuthenticateAsync(string? authorization, CancellationToken cancellation)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw new Refusal(ErrorReason.TokenMissing, "");
        if (authorization.Length > Scheme.Length + MaxTokenLength)
            throw Invalid($"it is longer than {MaxTokenLength} characters");

        var trusted = await issuer.KeysAsync(cancellation);
        var digest = TokenDigest.Of(authorization);
        if (!_valid.TryGet(digest, out var token) || !trusted.Keys.ContainsKey(token.KeyId))
            token = _valid.GetOrAdd(digest, await ValidateAsync(authorization[Scheme.Length..].Trim(), trusted, cancellation));
        if (clock.GetUtcNow() >= token.Expiry)
            throw Invalid(Expired);

        var client = await ClientAsync(token.ClientId, token.TokenId, token.IssueTime, cancellation);
        return new Caller(token.ClientId, token.Principal, client, token.Scopes, token.TokenId, token.IssueTime);
    }

    /// <summary>The caller with what is known of its client now. That the token, which was good when the call began, expires meanwhile does not matter.</summary>
    /// <exception cref="Refusal">TOKEN_INVALID: the client does not get in any more, or its token was revoked.</exception>
    public async ValueTask<Caller> CheckAgainAsync(Caller caller, CancellationToken cancellation) =>
        caller with { Client = await ClientAsync(caller.ClientId, caller.TokenId, caller.IssueTime, cancellation) };

    private async ValueTask<KnownClient> ClientAsync(string clientId, string tokenId, DateTimeOffset issueTime, CancellationToken cancellation)
    {
        var client = await clients.FindAsync(clientId, cancellation) ?? throw Invalid("its client is not known here");
        if (client.Problem is { } problem)
            throw Invalid(problem);
        return client.Revoked.Contains(tokenId, issueTime) ? throw Invalid("it was revoked") : client;
    }

    private async Task<ValidToken> ValidateAsync(string token, TrustedKeys trusted, CancellationToken cancellation)
    {
        var parsed = Parse(token);

        // What an extension that we do not know would demand cannot be met (RFC 7515 section 4.1.11).
        if (parsed.TryGetHeaderValue<object>("crit", out _))
            throw Invalid("it has critical headers");
        var keyId = parsed.Kid ?? "";
        if (!trusted.Keys.TryGetValue(keyId, out var key))
        {
            trusted = await issuer.ReloadKeysAsync(cancellation);
            key = trusted.Keys.GetValueOrDefault(keyId) ?? throw Invalid("it is signed with a key that its issuer does not publish");
        }

        var result = await _handler.ValidateTokenAsync(parsed, Parameters(trusted.Issuer, key));
        return result.IsValid ? Read(parsed) : throw Invalid(Problem(result.Exception));
    }

    private static JsonWebToken Parse(string token)
    {
        try
        {
            var parsed = new JsonWebToken(token);
            return parsed is { IsEncrypted: false, IsSigned: true } ? parsed : throw Invalid("it is not signed");
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            throw Invalid("it is malformed");
        }
    }

    private TokenValidationParameters Parameters(string issuerName, SecurityKey key) => new()
    {
        ValidIssuer = issuerName,
        ValidAudience = options.Value.Audience,
        ValidAlgorithms = issuer.Algorithms,
        ValidTypes = issuer.TokenTypes,
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        LogValidationExceptions = false,
        LifetimeValidator = (begin, end, _, _) => IsAlive(begin, end),
    };

    /// <summary>The library would ask the wall clock.</summary>
    private bool IsAlive(DateTime? begin, DateTime? end)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var skew = options.Value.ClockSkew;
        if (end is null)
            throw new SecurityTokenNoExpirationException();
        if (begin > now + skew)
            throw new SecurityTokenNotYetValidException();
        return now < end + skew ? true : throw new SecurityTokenExpiredException();
    }

    private ValidToken Read(JsonWebToken token)
    {
        var claims = new TokenClaims(token);
        var clientId = issuer.ClientOf(claims) ?? throw Invalid("it names no client");
        var principal = claims.Text(JwtRegisteredClaimNames.Sub) ?? clientId;
        if (principal == Principals.System)
            throw Invalid($"nobody but the platform acts as {Principals.System}");
        var tokenId = claims.Text(JwtRegisteredClaimNames.Jti) ?? "";
        return new ValidToken(clientId, principal, issuer.ScopesOf(claims), token.Kid, new DateTimeOffset(token.ValidTo) + options.Value.ClockSkew, tokenId, new DateTimeOffset(token.IssuedAt));
    }

    private static string Problem(Exception problem) => problem switch
    {
        SecurityTokenExpiredException => Expired,
        SecurityTokenNoExpirationException => "it never expires",
        SecurityTokenNotYetValidException => "it is not valid yet",
        SecurityTokenInvalidIssuerException => "it comes from another issuer",
        SecurityTokenInvalidAudienceException => "it is for another audience",
        SecurityTokenInvalidTypeException => "it is no access token",
        SecurityTokenInvalidAlgorithmException => "its algorithm is not allowed",
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => "its signature is wrong",
        _ => "it is malformed",
    };

    private static Refusal Invalid(string problem) => new(ErrorReason.TokenInvalid, "", ("problem", problem));

    private sealed record ValidToken(string ClientId, string Principal, PermissionSet Scopes, string KeyId, DateTimeOffset Expiry, string TokenId, DateTimeOffset IssueTime);
}
