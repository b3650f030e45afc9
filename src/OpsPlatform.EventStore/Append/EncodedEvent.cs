using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace OpsPlatform.EventStore;

/// <summary>An event as its row holds it, except for what its place in the workspace decides.</summary>
internal sealed class EncodedEvent
{
    public EncodedEvent(StoredType type, string stream, long version, IMessage data, DateTimeOffset time, EventHeaders headers)
    {
        Type = type;
        Stream = stream;
        Version = version;
        Id = Guid.CreateVersion7(time);
        Json = StoredJson.Of(data);
        Wire = data.ToByteArray();
        Digest = DigestOf(time, headers);
    }

    public StoredType Type { get; }

    public string Stream { get; }

    public long Version { get; }

    public Guid Id { get; }

    public string Json { get; }

    public byte[] Wire { get; }

    /// <summary>What the event adds to the hash of its workspace; 002_chain.sql says the same in SQL.</summary>
    public byte[] Digest { get; }

    public int Bytes => Json.Length + Wire.Length;

    private byte[] DigestOf(DateTimeOffset time, EventHeaders headers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> id = stackalloc byte[16];
        Id.TryWriteBytes(id, bigEndian: true, out _);
        hash.AppendData(id);
        Add(hash, Stream);
        Add(hash, Version);
        Add(hash, Type.Alias);
        Add(hash, (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        Add(hash, headers.Actor);
        Add(hash, headers.Client);
        Add(hash, headers.RequestId);
        Add(hash, headers.Trace);
        if (headers.Origin is { } origin)
            Add(hash, origin);
        Add(hash, Wire);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
