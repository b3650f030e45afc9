using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>The hash of an event, as events.proto defines it.</summary>
internal sealed class ChainDigest : IDisposable
{
    public const int HashBytes = 32;

    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const int NanosPerSecond = 1_000_000_000;
    private const int NanosPerMicrosecond = 1000;
    private const long MicrosecondsPerSecond = 1_000_000;

    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _text = new byte[256];

    /// <summary>Null when the event is written in another way than the platform writes it: two spellings of one event must not have one hash.</summary>
    public byte[]? Of(ReadOnlySpan<byte> predecessor, ChainedEvent one)
    {
        if (!Guid.TryParseExact(one.Id, "D", out var id) || id.ToString() != one.Id || Microseconds(one.Time) is not { } time)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        _sha.AppendData(bytes);
        Add(one.Stream);
        Add(one.Version);
        Add(one.Type);
        Add(time);
        Add(one.Actor);
        Add(one.Client);
        Add(one.RequestId);
        Add(one.Trace);
        if (one.Origin.Length > 0)
            Add(one.Origin);
        Add(one.Wire.Span);
        Span<byte> digest = stackalloc byte[HashBytes];
        _sha.GetHashAndReset(digest);

        _sha.AppendData(predecessor);
        Add(one.Position);
        _sha.AppendData(digest);
        return _sha.GetHashAndReset();
    }

    public void Dispose() => _sha.Dispose();

    private static long? Microseconds(Timestamp? time) =>
        time is { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and < NanosPerSecond } && time.Nanos % NanosPerMicrosecond == 0
            ? (time.Seconds * MicrosecondsPerSecond) + (time.Nanos / NanosPerMicrosecond)
            : null;

    private void Add(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most)
            _text = new byte[most];
        Add(_text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        _sha.AppendData(length);
        _sha.AppendData(bytes);
    }

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        _sha.AppendData(bytes);
    }
}
