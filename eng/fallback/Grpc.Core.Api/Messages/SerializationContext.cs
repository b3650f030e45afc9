using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller puts the bytes of a message: either one array, or a buffer writer and then <see cref="Complete()" />.</summary>
public abstract class SerializationContext
{
    /// <summary>Hands over the whole message as one array, which then belongs to the context.</summary>
    /// <param name="payload">The bytes.</param>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>A writer for the bytes; <see cref="Complete()" /> ends the message.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Announces the size of the message, so that it need not be buffered. Comes before <see cref="GetBufferWriter" />.</summary>
    /// <param name="payloadLength">The size in bytes.</param>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message that was written to <see cref="GetBufferWriter" />.</summary>
    public virtual void Complete() => throw new NotImplementedException();
}
