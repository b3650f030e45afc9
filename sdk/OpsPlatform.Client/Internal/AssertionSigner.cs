using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpsPlatform.Client.Internal;

/// <summary>Signs the assertions that a client proves itself with instead of a secret (RFC 7523, section 2.2).</summary>
internal sealed class AssertionSigner : IDisposable
{
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int LeastRsaBits = 2048;

    // Long enough for clocks that differ a little; servers accept five minutes at most.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly AsymmetricAlgorithm _key;
    private readonly string _algorithm;

    private AssertionSigner(AsymmetricAlgorithm key, string algorithm) => (_key, _algorithm) = (key, algorithm);

    /// <returns>Null when the text is no private key on P-256 or P-384 and no RSA one of 2048 bits or more.</returns>
    public static AssertionSigner? FromPem(string pem)
    {
        // The signer disposes it.
#pragma warning disable CA2000
        if ((Import(ECDsa.Create, pem) ?? Import(RSA.Create, pem)) is not { } key)
            return null;
#pragma warning restore CA2000
        if (AlgorithmOf(key) is { } algorithm && CanSign(key))
            return new AssertionSigner(key, algorithm);
        key.Dispose();
        return null;
    }

    public string Sign(string clientId, string audience, DateTimeOffset now)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["alg"] = _algorithm, ["typ"] = "JWT" });
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = audience,
            ["jti"] = Guid.NewGuid().ToString(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(Encoding.ASCII.GetBytes(signed)))}";
    }

    public void Dispose() => _key.Dispose();

    private byte[] Signature(byte[] text) => _key switch
    {
        ECDsa ec => ec.SignData(text, _algorithm == "ES384" ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256),
        _ => ((RSA)_key).SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private static string? AlgorithmOf(AsymmetricAlgorithm key) => key switch
    {
        ECDsa { KeySize: 256 } => "ES256",
        ECDsa { KeySize: 384 } => "ES384",
        RSA { KeySize: >= LeastRsaBits } => "RS256",
        _ => null,
    };

    private static AsymmetricAlgorithm? Import(Func<AsymmetricAlgorithm> make, string pem)
    {
        var key = make();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>A public key is read from PEM all the same.</summary>
    private static bool CanSign(AsymmetricAlgorithm key)
    {
        try
        {
            CryptographicOperations.ZeroMemory(key.ExportPkcs8PrivateKey());
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
