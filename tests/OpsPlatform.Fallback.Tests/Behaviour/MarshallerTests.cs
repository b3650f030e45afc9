using Grpc.Core;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class MarshallerTests
{
    [Fact]
    public void Text_travels_as_utf8()
    {
        Marshallers.StringMarshaller.Serializer("é").ShouldBe([0xc3, 0xa9]);
        Marshallers.StringMarshaller.Deserializer([0xc3, 0xa9]).ShouldBe("é");
    }

    [Fact]
    public void A_marshaller_over_arrays_works_over_contexts()
    {
        var marshaller = Marshallers.Create(value => new[] { value }, bytes => bytes[0]);
        var context = new Sink();

        marshaller.ContextualSerializer(7, context);

        context.Payload.ShouldBe([7]);
        marshaller.ContextualDeserializer(new Source([8])).ShouldBe((byte)8);
    }

    [Fact]
    public void A_marshaller_over_contexts_does_not_work_over_arrays()
    {
        var marshaller = Marshallers.Create<byte>((value, context) => context.Complete([value]), context => context.PayloadAsNewBuffer()[0]);
        var context = new Sink();

        marshaller.ContextualSerializer(7, context);

        context.Payload.ShouldBe([7]);
        marshaller.ContextualDeserializer(new Source([8])).ShouldBe((byte)8);
        Should.Throw<NotImplementedException>(() => marshaller.Serializer(7));
        Should.Throw<NotImplementedException>(() => marshaller.Deserializer([8]));
    }

    [Fact]
    public void Nothing_of_a_marshaller_is_null()
    {
        Should.Throw<ArgumentNullException>(() => new Marshaller<int>((Func<int, byte[]>)null!, _ => 0));
        Should.Throw<ArgumentNullException>(() => new Marshaller<int>((Action<int, SerializationContext>)null!, _ => 0));
    }

    [Fact]
    public void A_context_that_overrides_nothing_says_so()
    {
        var bare = new BareSerialization();

        Should.Throw<NotImplementedException>(() => bare.Complete());
        Should.Throw<NotImplementedException>(() => bare.Complete([]));
        Should.Throw<NotImplementedException>(bare.GetBufferWriter);
        Should.NotThrow(() => bare.SetPayloadLength(1));
        Should.Throw<NotImplementedException>(new BareDeserialization().PayloadAsNewBuffer);
        Should.Throw<NotImplementedException>(() => new BareDeserialization().PayloadAsReadOnlySequence());
    }

    private sealed class BareSerialization : SerializationContext;

    private sealed class BareDeserialization : DeserializationContext
    {
        public override int PayloadLength => 0;
    }

    private sealed class Sink : SerializationContext
    {
        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;
    }

    private sealed class Source(byte[] bytes) : DeserializationContext
    {
        public override int PayloadLength => bytes.Length;

        public override byte[] PayloadAsNewBuffer() => bytes;
    }
}
