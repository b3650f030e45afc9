using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Client.Tests.Events;

/// <summary>A history as the platform keeps it, its hashes made here by the words of events.proto and not by the code under test.</summary>
internal sealed class SignedHistory : IDisposable
{
    public const string Workspace = "workspaces/acme";

    private static readonly DateTimeOffset SignTime = new(2026, 3, 12, 8, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public List<ChainedEvent> Events { get; private init; } = [];

    public string Jwks
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return $$"""{"keys":[{"kty":"EC","use":"sig","alg":"ES256","kid":"k1","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}]}""";
        }
    }

    /// <summary>Streams of random lengths, interleaved.</summary>
    public static SignedHistory Of(int seed, int count)
    {
        var random = new Random(seed);
        var versions = new Dictionary<string, long>();
        var history = new SignedHistory();
        for (var position = 1; position <= count; position++)
        {
            var stream = $"budgets/b{random.Next(1 + (count / 5))}";
            versions[stream] = versions.GetValueOrDefault(stream) + 1;
            history.Events.Add(RandomEvents.Next(random, position, stream, versions[stream]));
        }

        history.Chain();
        return history;
    }

    /// <summary>The same history with the same key, to be changed.</summary>
    public SignedHistory Copy()
    {
        var copy = new SignedHistory { Events = [.. Events.Select(one => one.Clone())] };
        copy._key.ImportECPrivateKey(_key.ExportECPrivateKey(), out _);
        return copy;
    }

    /// <summary>Gives every event the hash that follows from the one before it, and the place that it now has when <paramref name="renumber"/>.</summary>
    public void Chain(bool renumber = false)
    {
        var predecessor = new byte[32];
        var position = 1;
        foreach (var one in Events)
        {
            one.Position = renumber ? position++ : one.Position;
            predecessor = Hash(predecessor, one);
            one.Hash = ByteString.CopyFrom(predecessor);
        }
    }

    /// <summary>Signs what the history is at after so many events.</summary>
    public Checkpoint Checkpoint(int position, string? workspace = null, string keyId = "k1", string type = "checkpoint+jwt", string algorithm = "ES256")
    {
        var hash = position == 0 ? new byte[32] : Events[position - 1].Hash.ToByteArray();
        var name = workspace ?? Workspace;
        var header = JsonSerializer.Serialize(new { alg = algorithm, kid = keyId, typ = type });
        var payload = JsonSerializer.Serialize(new { iss = "https://ops.example", iat = SignTime.ToUnixTimeSeconds(), workspace = name, position, hash = Convert.ToHexStringLower(hash) });
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return new Checkpoint
        {
            Name = $"{name}/checkpoints/{position}",
            Position = position,
            Hash = ByteString.CopyFrom(hash),
            SignTime = SignTime.ToTimestamp(),
            Jws = $"{signed}.{Base64Url.EncodeToString(signature)}",
        };
    }

    /// <summary>The parts of an export from a position on.</summary>
    public IReadOnlyList<ExportEventsResponse> Parts(int first = 1, int batch = 7, Checkpoint? end = null) =>
    [
        new() { Start = new ExportStart { Workspace = Workspace, FirstPosition = first, PredecessorHash = first == 1 ? ByteString.CopyFrom(new byte[32]) : Events[first - 2].Hash } },
        .. Events.Skip(first - 1).Chunk(batch).Select(events => new ExportEventsResponse { Batch = new EventBatch { Events = { events } } }),
        new() { End = new ExportEnd { Checkpoint = end ?? Checkpoint(Events.Count), Jwks = Jwks } },
    ];

    public byte[] File(int first = 1, Checkpoint? end = null) => Compressed(Plain(Parts(first, end: end)));

    public static byte[] Plain(IEnumerable<ExportEventsResponse> parts)
    {
        using var plain = new MemoryStream();
        foreach (var part in parts)
            part.WriteDelimitedTo(plain);
        return plain.ToArray();
    }

    public static byte[] Compressed(byte[] plain)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain);
        return file.ToArray();
    }

    public static EventChainReport Verify(byte[] file, string? checkpoint = null, string? jwks = null) => EventChain.Verify(new MemoryStream(file), checkpoint, jwks);

    public void Dispose() => _key.Dispose();

    private static byte[] Hash(byte[] predecessor, ChainedEvent one)
    {
        var id = Convert.FromHexString(one.Id.Replace("-", ""));
        var time_us = (one.Time.Seconds * 1_000_000) + (one.Time.Nanos / 1000);
        byte[] digest = SHA256.HashData(
        [
            .. id, .. Text(one.Stream), .. Number(one.Version), .. Text(one.Type), .. Number(time_us), .. Text(one.Actor), .. Text(one.Client), .. Text(one.RequestId), .. Text(one.Trace),
            .. Sized(one.Wire.ToByteArray()),
        ]);
        return SHA256.HashData([.. predecessor, .. Number(one.Position), .. digest]);
    }

    private static byte[] Text(string text) => Sized(Encoding.UTF8.GetBytes(text));

    private static byte[] Sized(byte[] bytes)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
