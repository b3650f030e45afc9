using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>How a message becomes bytes and bytes become a message. Given over arrays, it works over contexts too, but not the other way round.</summary>
/// <typeparam name="T">The message.</typeparam>
public class Marshaller<T>
{
    /// <summary>A marshaller over arrays.</summary>
    /// <param name="serializer">From message to bytes.</param>
    /// <param name="deserializer">From bytes to message.</param>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        Serializer = GrpcPreconditions.CheckNotNull(serializer, nameof(serializer));
        Deserializer = GrpcPreconditions.CheckNotNull(deserializer, nameof(deserializer));
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>A marshaller over contexts, which can write to and read from buffers of the transport.</summary>
    /// <param name="serializer">Writes the message into the context.</param>
    /// <param name="deserializer">Reads the message out of the context.</param>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ContextualSerializer = GrpcPreconditions.CheckNotNull(serializer, nameof(serializer));
        ContextualDeserializer = GrpcPreconditions.CheckNotNull(deserializer, nameof(deserializer));
        Serializer = _ => throw NotOverArrays();
        Deserializer = _ => throw NotOverArrays();
    }

    /// <summary>From message to bytes. Throws <see cref="NotImplementedException" /> where the marshaller was given over contexts.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>From bytes to message. Throws <see cref="NotImplementedException" /> where the marshaller was given over contexts.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Writes the message into a context.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Reads the message out of a context.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }

    private static NotImplementedException NotOverArrays() => new("This marshaller works over contexts only.");
}
