using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>How a message becomes bytes and bytes become a message. Either form can be given; each offers the other.</summary>
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
        Serializer = message =>
        {
            var context = new PayloadCollector();
            serializer(message, context);
            return context.Payload();
        };
        Deserializer = bytes => deserializer(new Payload(bytes));
    }

    /// <summary>From message to bytes.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>From bytes to message.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Writes the message into a context.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Reads the message out of a context.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }
}
