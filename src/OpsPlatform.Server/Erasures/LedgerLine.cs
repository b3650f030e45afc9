using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Erasures.V1;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Erasures;

/// <summary>A line of the erasure ledger: that a subject is erased, with all that is needed to record it again in a database that forgot it.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="Erasure">The erasure's id in it.</param>
/// <param name="Subject">The subject's digest, in hexadecimal.</param>
/// <param name="Key">The id of the key to be destroyed; empty when there was none.</param>
/// <param name="Previous">The digest of the line before; zeros for the first.</param>
internal sealed record LedgerLine(
    long Sequence, DateTimeOffset Time, string Workspace, string Erasure, string Subject, string Key, Erasure.Types.Reason Reason, string Principal, string Previous)
{
    public static readonly string NoDigest = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Of the line as it stands in the file, without its end.</summary>
    [JsonIgnore]
    public string Digest { get; private init; } = NoDigest;

    [JsonIgnore]
    public SubjectErasure Subjects => new(Convert.FromHexString(Subject), Key.Length == 0 ? null : Guid.Parse(Key), Time);

    [JsonIgnore]
    public SubjectErased Event => new()
    {
        SubjectDigest = Subject,
        Reason = Reason,
        Principal = Principal,
        EraseTime = Time.ToTimestamp(),
        KeyId = Key,
        LedgerSequence = Sequence,
        LedgerDigest = Digest,
    };

    /// <summary>The line as it is to stand in the file, and itself with the digest of that.</summary>
    public (byte[] Text, LedgerLine Line) Write()
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.LedgerLine);
        return (text, this with { Digest = DigestOf(text) });
    }

    /// <exception cref="JsonException">It is no such line.</exception>
    public static LedgerLine Read(ReadOnlySpan<byte> text)
    {
        var line = JsonSerializer.Deserialize(text, LedgerJson.Default.LedgerLine) ?? throw new JsonException("The line is null.");
        return line with { Digest = DigestOf(text) };
    }

    private static string DigestOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LedgerLine))]
internal sealed partial class LedgerJson : JsonSerializerContext;
