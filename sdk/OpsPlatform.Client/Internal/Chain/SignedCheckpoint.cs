using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>What a checkpoint's signature vouches for.</summary>
internal sealed record SignedCheckpoint(string Workspace, long Position, byte[] Hash, DateTimeOffset SignTime)
{
    private const string Type = "checkpoint+jwt";
    private const string Algorithm = "ES256";

    /// <summary>The signature in a text that is one, or the JSON of a message Checkpoint.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static string Signature(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('{'))
            return text;
        try
        {
            using var json = JsonDocument.Parse(text);
            return Text(json, "jws");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("it has no jws", e);
        }
    }

    /// <summary>The position that it says, whoever has signed it.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static long ClaimedPosition(string jws)
    {
        try
        {
            using var payload = JsonDocument.Parse(Decode(jws.Split('.') is [_, var body, _] ? body : throw new FormatException("it is no JSON Web Signature")));
            return payload.RootElement.GetProperty("position").GetInt64();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"it cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="FormatException">It cannot be read, or none of the keys has signed it.</exception>
    public static SignedCheckpoint Open(string jws, CheckpointKeys keys)
    {
        try
        {
            if (jws.Split('.') is not [var head, var body, var signature])
                throw new FormatException("it is no JSON Web Signature");
            using var header = JsonDocument.Parse(Decode(head));
            var (algorithm, type, keyId) = (Text(header, "alg"), Text(header, "typ"), Text(header, "kid"));
            if (algorithm != Algorithm || type != Type)
                throw new FormatException($"it is a {type} signed by {algorithm}, not a {Type} signed by {Algorithm}");
            if (!keys.Ids.Contains(keyId))
                throw new FormatException($"its key {keyId} is not among {string.Join(", ", keys.Ids)}");
            if (!keys.Verify(keyId, Encoding.ASCII.GetBytes($"{head}.{body}"), Decode(signature)))
                throw new FormatException($"its signature is not by the key {keyId}");

            using var payload = JsonDocument.Parse(Decode(body));
            return new SignedCheckpoint(
                Text(payload, "workspace"),
                payload.RootElement.GetProperty("position").GetInt64(),
                Convert.FromHexString(Text(payload, "hash")),
                DateTimeOffset.FromUnixTimeSeconds(payload.RootElement.GetProperty("iat").GetInt64()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"it cannot be read: {e.Message}", e);
        }
    }

    /// <summary>One text for the same bytes: others are not what was signed.</summary>
    private static byte[] Decode(string text)
    {
        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : throw new FormatException("it is not encoded in base64url");
    }

    private static string Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString() ?? "";
}
