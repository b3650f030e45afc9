using Grpc.Core;

namespace OpsPlatform.Fallback.Tests.Behaviour;

/// <summary>Calls made by hand, as libraries and tests of users make them.</summary>
public sealed class CallTests
{
    private static readonly Metadata Trailers = new() { { "a", "1" } };

    [Fact]
    public async Task A_call_over_plain_delegates_hands_on_what_they_say()
    {
        var disposed = 0;
        var call = new AsyncUnaryCall<string>(
            Task.FromResult("answer"), Task.FromResult(Metadata.Empty), () => Status.DefaultCancelled, () => Trailers, () => disposed++);

        (await call).ShouldBe("answer");
        (await call.ResponseHeadersAsync).ShouldBe(Metadata.Empty);
        call.GetStatus().ShouldBe(Status.DefaultCancelled);
        call.GetTrailers().ShouldBeSameAs(Trailers);
        call.Dispose();
        disposed.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_over_a_state_hands_it_to_each_delegate()
    {
        var states = new List<object>();
        var state = new object();
        var call = new AsyncUnaryCall<string>(
            Task.FromResult("answer"),
            given => Seen(given, Task.FromResult(Metadata.Empty)),
            given => Seen(given, Status.DefaultSuccess),
            given => Seen(given, Trailers),
            states.Add,
            state);

        await call.ResponseHeadersAsync;
        call.GetStatus();
        call.GetTrailers();
        call.Dispose();

        states.ShouldBe([state, state, state, state]);

        T Seen<T>(object given, T answer)
        {
            states.Add(given);
            return answer;
        }
    }

    [Fact]
    public async Task Awaiting_a_failed_call_throws_its_own_exception()
    {
        var failure = new RpcException(Status.DefaultCancelled);
        var call = new AsyncUnaryCall<string>(
            Task.FromException<string>(failure), Task.FromResult(Metadata.Empty), () => failure.Status, () => Trailers, () => { });

        (await Should.ThrowAsync<RpcException>(async () => await call)).ShouldBeSameAs(failure);
    }

    [Fact]
    public async Task All_messages_are_read_until_the_end_or_until_cancelled()
    {
        var texts = new List<string>();
        await foreach (var text in new Texts("one", "two").ReadAllAsync())
            texts.Add(text);
        texts.ShouldBe(["one", "two"]);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var text in new Texts("one").ReadAllAsync().WithCancellation(new CancellationToken(canceled: true)))
                texts.Add(text);
        });
        texts.Count.ShouldBe(2);
        Should.Throw<ArgumentNullException>(() => ((IAsyncStreamReader<string>)null!).ReadAllAsync());
    }

    [Fact]
    public void A_client_without_a_channel_cannot_call() =>
        Should.Throw<Exception>(() => new Unconnected().Call()).ShouldBeOfType<NotImplementedException>();

    private sealed class Texts(params string[] texts) : IAsyncStreamReader<string>
    {
        private int position = -1;

        public string Current => texts[position];

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(++position < texts.Length);
        }
    }

    private sealed class Unconnected : ClientBase
    {
        public string Call() => CallInvoker.BlockingUnaryCall(
            new Method<string, string>(MethodType.Unary, "service", "method", Marshallers.StringMarshaller, Marshallers.StringMarshaller),
            host: null,
            default,
            "request");
    }
}
