using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>Checks the assertions that clients sign to prove themselves (`private_key_jwt`, RFC 7523 section 3).</summary>
internal sealed class ClientAssertions(Issuer issuer, IdentityDocuments documents, IOptions<IdentityOptions> options, TimeProvider clock)
{
    private const int MaxIdLength = 256;

    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Keys of nobody, which sign nothing: their private halves are gone.</summary>
    private static readonly ConcurrentDictionary<(string Kind, int Number), ClientKey> Nobodys = new();

    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>What checks signatures.</summary>
    internal CryptoProviderFactory Crypto { get; init; } = CryptoProviderFactory.Default;

    public static IReadOnlyList<string> Algorithms { get; } =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>
    /// What is wrong with an assertion; null when nothing is, and then it is used up, on all nodes. A wrong one is checked by as many keys whether the
    /// client is unknown or has some, so that time does not tell which ids exist.
    /// </summary>
    public async Task<string?> ProblemAsync(string clientId, IEnumerable<ClientKey> keys, JsonWebToken assertion, CancellationToken cancellation)
    {
        if (new TokenClaims(assertion).Text(JwtRegisteredClaimNames.Jti) is not { Length: <= MaxIdLength } id)
            return "its assertion has no jti, or one that is too long";

        // What an extension that we do not know would demand cannot be met (RFC 7515 section 4.1.11).
        if (assertion.TryGetHeaderValue<object>("crit", out _))
            return "its assertion has critical headers";
        var result = await _handler.ValidateTokenAsync(assertion, Parameters(clientId, Padded(keys, assertion.Alg)));
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

        // Without their ids, so that no `kid` picks one out and leaves the others unchecked.
        IssuerSigningKeys = keys.Select(key => new JsonWebKey(key.Jwk)),
        TryAllIssuerSigningKeys = true,
        CryptoProviderFactory = Crypto,
        LogValidationExceptions = false,
        LifetimeValidator = (begin, end, _, _) => IsAlive(begin, end),
    };

    private bool IsAlive(DateTime? begin, DateTime? end)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var skew = options.Value.ClockSkew;
        return !(begin > now + skew) && end > now - skew && end <= now + MaxLifetime + skew ? true : throw new SecurityTokenInvalidLifetimeException();
    }

    /// <summary>The keys that fit the algorithm, and keys of nobody up to the most that a client has.</summary>
    private static IEnumerable<ClientKey> Padded(IEnumerable<ClientKey> keys, string algorithm) =>
        keys.Where(key => Fits(key, algorithm)).Concat(Enumerable.Range(0, ClientDecider.MostKeys).Select(number => Nobodys.GetOrAdd((Kind(algorithm), number), made => Nobody(made.Kind)))).Take(ClientDecider.MostKeys);

    private static ClientKey Nobody(string kind)
    {
        using AsymmetricAlgorithm key = kind switch
        {
            "P-256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "P-384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => RSA.Create(2048),
        };
        return new() { Jwk = ClientPublicKey.Of(key).Jwk };
    }

    private static bool Fits(ClientKey key, string algorithm) => key.Jwk.Contains($"\"{Kind(algorithm)}\"", StringComparison.Ordinal);

    private static string Kind(string algorithm) => algorithm switch
    {
        SecurityAlgorithms.EcdsaSha256 => "P-256",
        SecurityAlgorithms.EcdsaSha384 => "P-384",
        _ => "RSA",
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
