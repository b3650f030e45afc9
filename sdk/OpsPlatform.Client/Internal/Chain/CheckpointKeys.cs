using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>The keys of a JSON Web Key Set that can sign checkpoints: those for ES256. Others are passed over.</summary>
internal sealed class CheckpointKeys
{
    private const int CoordinateBytes = 32;

    private readonly Dictionary<string, ECPoint> _points = [];

    /// <exception cref="FormatException">It is no key set.</exception>
    public CheckpointKeys(string jwks)
    {
        try
        {
            using var set = JsonDocument.Parse(jwks);
            foreach (var key in set.RootElement.GetProperty("keys").EnumerateArray())
                Add(key);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    public IEnumerable<string> Ids => _points.Keys;

    public bool Verify(string keyId, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!_points.TryGetValue(keyId, out var point))
            return false;
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // The point is not on the curve.
            return false;
        }
    }

    private void Add(JsonElement key)
    {
        if (Text(key, "kty") == "EC" && Text(key, "crv") == "P-256" && Text(key, "use") is "sig" or "" && Text(key, "alg") is "ES256" or "" && Text(key, "kid") is { Length: > 0 } id)
            _points[id] = new ECPoint { X = Coordinate(key, "x"), Y = Coordinate(key, "y") };
    }

    private static byte[] Coordinate(JsonElement key, string name)
    {
        var bytes = Base64Url.DecodeFromChars(Text(key, name));
        return bytes.Length == CoordinateBytes ? bytes : throw new FormatException($"The coordinate {name} of a key has {bytes.Length} bytes.");
    }

    private static string Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
