using Grpc.Core;
using OpsPlatform.Fallback.Tests.Echo;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class EndingTests(EchoServer server)
{
    private readonly EchoService.EchoServiceClient client = server.Client();

    [Fact]
    public async Task A_failure_carries_its_status_and_trailers()
    {
        var call = client.FailAsync(new Failure { Code = (int)StatusCode.FailedPrecondition, Detail = "预算已用完", Attempts = 1 });

        var failure = await Should.ThrowAsync<RpcException>(async () => await call);

        failure.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        failure.Status.Detail.ShouldBe("预算已用完");
        failure.Trailers.GetValue("reason").ShouldBe("asked-for");
        failure.Trailers.GetValueBytes("reason-bin").ShouldBe([0, 255]);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task Headers_and_trailers_of_both_kinds_come_back_as_they_were_sent()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        var headers = new Metadata { { "Echo-Text", "a, b" }, { "echo-data-bin", bytes } };

        using var call = client.SayAsync(new Phrase(), headers);
        var received = await call.ResponseHeadersAsync;
        await call;

        foreach (var metadata in new[] { received, call.GetTrailers() })
        {
            metadata.GetValue("echo-text").ShouldBe("a, b");
            metadata.GetValueBytes("echo-data-bin").ShouldBe(bytes);
        }
    }

    [Fact]
    public async Task A_call_ends_at_its_deadline()
    {
        using var call = client.Linger(new Phrase { Text = "deadline" }, deadline: DateTime.UtcNow.AddMilliseconds(300));

        var failure = await Should.ThrowAsync<RpcException>(Drain(call.ResponseStream));

        failure.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await server.Cancellations.Of("deadline");
    }

    [Fact]
    public async Task A_cancelled_call_ends_on_both_sides()
    {
        using var source = new CancellationTokenSource();
        using var call = client.Linger(new Phrase { Text = "cancelled" }, cancellationToken: source.Token);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        await source.CancelAsync();

        var failure = await Should.ThrowAsync<RpcException>(Drain(call.ResponseStream));
        failure.StatusCode.ShouldBe(StatusCode.Cancelled);
        await server.Cancellations.Of("cancelled");
    }

    [Fact]
    public async Task A_disposed_call_is_cancelled()
    {
        var call = client.Linger(new Phrase { Text = "disposed" });
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        call.Dispose();

        await server.Cancellations.Of("disposed");
    }

    private static async Task Drain(IAsyncStreamReader<Phrase> stream)
    {
        await foreach (var phrase in stream.ReadAllAsync())
            phrase.ShouldNotBeNull();
    }
}
