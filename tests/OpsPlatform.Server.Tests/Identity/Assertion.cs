using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Identity;
using PartnerClient = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>A client's key pair, and what it signs to prove itself.</summary>
internal sealed class Assertion(SecurityKey key, string algorithm) : IDisposable
{
    public const string Type = "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

    public static Assertion Make(string algorithm) => new(
        algorithm switch
        {
            "ES256" => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
            "ES384" => new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP384)),
            _ => new RsaSecurityKey(RSA.Create(2048)),
        },
        algorithm);

    /// <summary>The public half, as a client would have it in a file.</summary>
    public string PublicJwk
    {
        get
        {
            if (key is RsaSecurityKey rsa)
            {
                var parameters = rsa.Rsa.ExportParameters(includePrivateParameters: false);
                return $$"""{"kty":"RSA","kid":"mine","use":"sig","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}""";
            }

            var ec = (ECDsaSecurityKey)key;
            var point = ec.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            return $$"""{"kty":"EC","kid":"mine","alg":"{{algorithm}}","crv":"P-{{ec.KeySize}}","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}""";
        }
    }

    public async Task AddToAsync(IdentityNode node, string clientId)
    {
        var added = ClientPublicKey.Parse(PublicJwk);
        await node.Get<CommandRunner<PartnerClient>>().Run("platform", $"clients/{clientId}", [], (_, _) => [new ClientKeyAdded { KeyId = added.Id, Jwk = added.Jwk }], default);
    }

    public static async Task RemoveAsync(IdentityNode node, string clientId, string keyId) =>
        await node.Get<CommandRunner<PartnerClient>>().Run("platform", $"clients/{clientId}", [], (_, _) => [new ClientKeyRemoved { KeyId = keyId }], default);

    /// <summary>A good one, unless it is bent.</summary>
    public string Sign(IdentityNode node, string clientId, DateTimeOffset now, Action<SecurityTokenDescriptor>? bend = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = clientId,
            Audience = $"{node.Address}/connect/token",
            Expires = now.UtcDateTime.AddMinutes(1),
            Claims = new Dictionary<string, object> { ["sub"] = clientId, ["jti"] = $"{Guid.NewGuid()}" },
            SigningCredentials = new SigningCredentials(key, algorithm),
        };
        bend?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public void Dispose()
    {
        (key as RsaSecurityKey)?.Rsa.Dispose();
        (key as ECDsaSecurityKey)?.ECDsa.Dispose();
    }
}
