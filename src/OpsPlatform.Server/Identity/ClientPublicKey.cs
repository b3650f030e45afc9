using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Identity;

/// <summary>The public half of a client's key, which its assertions are checked by.</summary>
/// <param name="Id">The RFC 7638 thumbprint.</param>
/// <param name="Jwk">The members that make the key, and no others.</param>
internal sealed record ClientPublicKey(string Id, string Jwk)
{
    private const int LeastRsaBits = 2048;

    // Checking a signature takes longer with the square of the key's length; nobody needs a longer one.
    private const int MostRsaBits = 4096;
    private const int MostExponentBytes = 4;

    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <exception cref="Refusal">CLIENT_KEY_PRIVATE or CLIENT_KEY_UNUSABLE.</exception>
    public static ClientPublicKey Parse(string text)
    {
        // Whoever takes the wrong file may also send it in the other format.
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            throw new Refusal(ErrorReason.ClientKeyPrivate, "jwk");
        using var json = Read(text.TrimStart().StartsWith("-----BEGIN ", StringComparison.Ordinal) ? FromPem(text) : text);
        if (Names(json.RootElement).Any(PrivateMembers.Contains))
            throw new Refusal(ErrorReason.ClientKeyPrivate, "jwk");
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw Unusable("it is no JSON object");
        if (Text(json, "use") is not (null or "sig"))
            throw Unusable("its use is another one than sig");
        var (key, algorithms) = Text(json, "kty") switch
        {
            "EC" => Curve(json),
            "RSA" => Rsa(json),
            _ => throw Unusable("its kty is neither EC nor RSA"),
        };
        if (Text(json, "alg") is { } algorithm && !algorithms.Contains(algorithm))
            throw Unusable($"its alg is another one than {string.Join(" or ", algorithms)}");
        return new ClientPublicKey(Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()), Canonical(key));
    }

    /// <summary>The public half of a key pair.</summary>
    public static ClientPublicKey Of(AsymmetricAlgorithm key) => Parse(Canonical(key switch
    {
        RSA rsa => JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false))),
        _ => JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey((ECDsa)key)),
    }));

    private static string FromPem(string text)
    {
        foreach (var make in new Func<AsymmetricAlgorithm>[] { ECDsa.Create, RSA.Create })
        {
            using var key = make();
            try
            {
                key.ImportFromPem(text);
                return Of(key).Jwk;
            }
            catch (Exception e) when (e is ArgumentException or CryptographicException or NotSupportedException)
            {
                // It may be of the other kind.
            }
        }

        throw Unusable("it is no PEM of a public EC or RSA key that is used here");
    }

    private static JsonDocument Read(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw Unusable("it is not well-formed JSON");
        }
    }

    /// <summary>At any depth, for a key set holds its keys deeper.</summary>
    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Names(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static (JsonWebKey Key, string[] Algorithms) Curve(JsonDocument json)
    {
        var (name, curve, size, algorithm) = Text(json, "crv") switch
        {
            "P-256" => ("P-256", ECCurve.NamedCurves.nistP256, 32, SecurityAlgorithms.EcdsaSha256),
            "P-384" => ("P-384", ECCurve.NamedCurves.nistP384, 48, SecurityAlgorithms.EcdsaSha384),
            _ => throw Unusable("its crv is neither P-256 nor P-384"),
        };
        var point = new ECPoint { X = Bytes(json, "x"), Y = Bytes(json, "y") };
        if (point.X.Length != size || point.Y.Length != size)
            throw Unusable($"x and y of a key on {name} have {size} bytes each");
        try
        {
            using var made = ECDsa.Create(new ECParameters { Curve = curve, Q = point });
        }
        catch (CryptographicException)
        {
            throw Unusable("its point does not lie on its curve");
        }

        return (new JsonWebKey { Kty = "EC", Crv = name, X = Base64UrlEncoder.Encode(point.X), Y = Base64UrlEncoder.Encode(point.Y) }, [algorithm]);
    }

    private static (JsonWebKey Key, string[] Algorithms) Rsa(JsonDocument json)
    {
        var (modulus, exponent) = (Bytes(json, "n"), Bytes(json, "e"));
        var bits = (modulus.Length * 8) - (modulus.Length > 0 ? byte.LeadingZeroCount(modulus[0]) : 0);
        if (bits is < LeastRsaBits or > MostRsaBits || modulus[0] == 0)
            throw Unusable($"an RSA key has {LeastRsaBits} to {MostRsaBits} bits, and this one {bits}");
        if (exponent.Length is 0 or > MostExponentBytes || exponent[0] == 0 || exponent[^1] % 2 == 0 || exponent is [1])
            throw Unusable("its e is no exponent of an RSA key; most have AQAB");
        return (new JsonWebKey { Kty = "RSA", N = Base64UrlEncoder.Encode(modulus), E = Base64UrlEncoder.Encode(exponent) }, [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256]);
    }

    /// <summary>As RFC 7638 writes it, so that the same key is always the same text.</summary>
    private static string Canonical(JsonWebKey key) => key.Kty == "EC"
        ? $$"""{"crv":"{{key.Crv}}","kty":"EC","x":"{{key.X}}","y":"{{key.Y}}"}"""
        : $$"""{"e":"{{key.E}}","kty":"RSA","n":"{{key.N}}"}""";

    private static string? Text(JsonDocument json, string name) =>
        !json.RootElement.TryGetProperty(name, out var value) ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Unusable($"its {name} is no text");

    private static byte[] Bytes(JsonDocument json, string name)
    {
        try
        {
            return Base64UrlEncoder.DecodeBytes(Text(json, name) ?? throw Unusable($"its {name} is missing"));
        }
        catch (FormatException)
        {
            throw Unusable($"its {name} is not base64url");
        }
    }

    private static Refusal Unusable(string problem) => new(ErrorReason.ClientKeyUnusable, "jwk", ("problem", problem));
}
