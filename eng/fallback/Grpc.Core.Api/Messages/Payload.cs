using System.Buffers;

namespace Grpc.Core;

/// <summary>Offers an array to a contextual deserializer.</summary>
internal sealed class Payload(byte[] bytes) : DeserializationContext
{
    public override int PayloadLength => bytes.Length;

    public override byte[] PayloadAsNewBuffer() => (byte[])bytes.Clone();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(bytes);
}

/// <summary>Takes an array from a contextual serializer.</summary>
internal sealed class PayloadCollector : SerializationContext
{
    private readonly ArrayBufferWriter<byte> writer = new();
    private byte[]? payload;

    public byte[] Payload() => payload ?? throw new InvalidOperationException("The serializer did not complete the message.");

    public override void Complete(byte[] payload)
    {
        MustBeIncomplete();
        this.payload = payload;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        MustBeIncomplete();
        return writer;
    }

    public override void Complete()
    {
        MustBeIncomplete();
        payload = writer.WrittenSpan.ToArray();
    }

    private void MustBeIncomplete()
    {
        if (payload is not null)
            throw new InvalidOperationException("The message is complete already.");
    }
}
