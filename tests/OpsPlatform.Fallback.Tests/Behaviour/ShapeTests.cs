using Grpc.Core;
using OpsPlatform.Fallback.Tests.Echo;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class ShapeTests(EchoServer server)
{
    private readonly EchoService.EchoServiceClient client = server.Client();

    [Fact]
    public async Task A_unary_call_answers_and_ends_with_a_status()
    {
        using var call = client.SayAsync(new Phrase { Text = "hello" });

        (await call).Text.ShouldBe("hello");
        (await call.ConfigureAwait(false)).Text.ShouldBe("hello");
        (await call.ResponseAsync).Text.ShouldBe("hello");
        call.GetStatus().ShouldBe(Status.DefaultSuccess);
        call.GetTrailers().GetValue("shape").ShouldBe("unary");
        call.GetTrailers().GetValue("method").ShouldBe("/opsplatform.fallback.tests.EchoService/Say");
    }

    [Fact]
    public void A_unary_call_can_block() => client.Say(new Phrase { Text = "hello" }).Text.ShouldBe("hello");

    [Fact]
    public async Task A_stream_of_requests_gets_one_answer()
    {
        using var call = client.Gather();
        await call.RequestStream.WriteAsync(new Phrase { Text = "one" });
        await call.RequestStream.WriteAsync(new Phrase { Text = "two" }, TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();

        (await call).Text.ShouldBe("one two");
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        call.GetTrailers().GetValue("shape").ShouldBe("client-streaming");
    }

    [Fact]
    public async Task One_request_gets_a_stream_of_answers()
    {
        using var call = client.Spell(new Phrase { Text = "one two three" });

        (await Texts(call.ResponseStream)).ShouldBe(["one", "two", "three"]);
        (await call.ResponseHeadersAsync).ShouldNotBeNull();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        call.GetTrailers().GetValue("shape").ShouldBe("server-streaming");
    }

    [Fact]
    public async Task Streams_both_ways_take_turns()
    {
        using var call = client.Converse();
        foreach (var text in new[] { "ping", "pong" })
        {
            await call.RequestStream.WriteAsync(new Phrase { Text = text });
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe(text);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetTrailers().GetValue("shape").ShouldBe("duplex-streaming");
    }

    [Fact]
    public async Task The_status_of_a_call_in_progress_is_not_known()
    {
        using var call = client.Converse();

        Should.Throw<InvalidOperationException>(() => call.GetStatus());
        Should.Throw<InvalidOperationException>(() => call.GetTrailers());
        await call.RequestStream.CompleteAsync();
    }

    private static async Task<List<string>> Texts(IAsyncStreamReader<Phrase> stream)
    {
        var texts = new List<string>();
        await foreach (var phrase in stream.ReadAllAsync(TestContext.Current.CancellationToken))
            texts.Add(phrase.Text);
        return texts;
    }
}
