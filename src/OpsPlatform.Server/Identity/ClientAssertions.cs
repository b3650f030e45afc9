using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>Checks the assertions that clients sign to prove themselves (`private_key_jwt`, RFC 7523 section 3).</summary>
internal sealed class ClientAssertions(Issuer issuer, IdentityDocuments documents, IOptions<IdentityOptions> options, TimeProvider clock)
{
    private const int MaxIdLength = 256;

    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new();

    public static IReadOnlyList<string> Algorithms { get; } =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>What is wrong with an assertion; null when nothing is, and then it is used up, on all nodes.</summary>
    public async Task<string?> ProblemAsync(string clientId, IEnumerable<ClientKey> keys, JsonWebToken assertion, CancellationToken cancellation)
    {
        if (new TokenClaims(assertion).Text(JwtRegisteredClaimNames.Jti) is not { Length: <= MaxIdLength } id)
            return "its assertion has no jti, or one that is too long";

        // What an extension that we do not know would demand cannot be met (RFC 7515 section 4.1.11).
        if (assertion.TryGetHeaderValue<object>("crit", out _))
            return "its assertion has critical headers";
        var result = await _handler.ValidateTokenAsync(assertion, Parameters(clientId, keys.Where(key => Fits(key, assertion.Alg))));
        if (!result.IsValid)
            return $"its assertion is wrong ({Problem(result.Exception)})";

        // The record lives for as long as those of requests, which is far longer than the assertion does.
        return await documents.TryWriteAsync($"assertions/{clientId}/{id}", [], cancellation) ? null : "its assertion was used before";
    }

    private TokenValidationParameters Parameters(string clientId, IEnumerable<ClientKey> keys) => new()
    {
        ValidIssuer = clientId,
        ValidAudiences = [issuer.Url, $"{issuer.Url}{Discovery.Paths.Token}"],
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = keys.Select(key => new JsonWebKey(key.Jwk) { KeyId = key.KeyId }),
        TryAllIssuerSigningKeys = true,
        LogValidationExceptions = false,
        LifetimeValidator = (begin, end, _, _) => IsAlive(begin, end),
    };

    private bool IsAlive(DateTime? begin, DateTime? end)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var skew = options.Value.ClockSkew;
        return !(begin > now + skew) && end > now - skew && end <= now + MaxLifetime + skew ? true : throw new SecurityTokenInvalidLifetimeException();
    }

    private static bool Fits(ClientKey key, string algorithm) => algorithm switch
    {
        SecurityAlgorithms.EcdsaSha256 => key.Jwk.Contains("\"P-256\"", StringComparison.Ordinal),
        SecurityAlgorithms.EcdsaSha384 => key.Jwk.Contains("\"P-384\"", StringComparison.Ordinal),
        _ => key.Jwk.Contains("\"RSA\"", StringComparison.Ordinal),
    };

    private static string Problem(Exception problem) => problem switch
    {
        SecurityTokenInvalidLifetimeException => "it has no exp, has expired, is not valid yet or for more than five minutes",
        SecurityTokenInvalidIssuerException => "its iss is not the client",
        SecurityTokenInvalidAudienceException => "its aud is neither the issuer nor the token endpoint",
        SecurityTokenInvalidAlgorithmException => "its algorithm is not allowed",
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => "no key of the client has signed it",
        _ => "it is malformed",
    };
}
