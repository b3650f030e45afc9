using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Client.Tests.Scripted;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client.Tests.Metrics;

public sealed class Importing
{
    private const string Parent = "workspaces/acme";

    [Fact]
    public async Task Values_go_in_messages_and_each_is_a_step()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ImportMetricsRequest>(request => new ImportMetricsResponse
        {
            Batch = new() { RecordedCount = request.Values.Count - 1, CorrectedCount = 0 },
            Failures = { new ImportMetricsResponse.Types.Failure { Index = request.Values.Count - 1, Reason = ErrorReason.MetricNotKnown, Message = "No." } },
        });
        await using var client = platform.Client();

        var steps = await client.ImportMetricsAsync(Parent, Values(5), new() { ValuesPerMessage = 2 }).ToListAsync();

        steps.Select(step => (step.First, step.Count, step.Recorded)).ShouldBe([(0, 2, 1), (2, 2, 1), (4, 1, 0)]);
        steps.SelectMany(step => step.Failures).Select(failure => (failure.Index, failure.Value.Value, failure.Reason, failure.Message))
            .ShouldBe([(1, 1, ErrorReason.MetricNotKnown, "No."), (3, 3, ErrorReason.MetricNotKnown, "No."), (4, 4, ErrorReason.MetricNotKnown, "No.")]);
        Sent(platform).ShouldAllBe(request => request.Parent == Parent && !request.ValidateOnly);
        Sent(platform).DistinctBy(request => request.RequestId).Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_message_that_was_not_answered_is_sent_again_over_a_new_stream_and_no_other()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var failures = 2;
        platform.On<ImportMetricsRequest>(request => request.Values[0].Value == 2 && failures-- > 0 ? throw Refused.With(StatusCode.Unavailable) : new ImportMetricsResponse());
        await using var client = platform.Client();

        (await client.ImportMetricsAsync(Parent, Values(6), new() { ValuesPerMessage = 2 }).ToListAsync()).Count.ShouldBe(3);

        Sent(platform).Select(request => request.Values[0].Value).ShouldBe([0, 2, 2, 2, 4]);
        Sent(platform).DistinctBy(request => request.RequestId).Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_refused_message_ends_it_behind_the_steps_that_were_done()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ImportMetricsRequest>(request => request.Values[0].Value == 2 ? throw Refused.With(StatusCode.FailedPrecondition, "APPROVAL_NOT_IN_STREAM") : new ImportMetricsResponse());
        await using var client = platform.Client();
        var done = 0;

        var e = await Should.ThrowAsync<OpsPlatformException>(async () =>
        {
            await foreach (var step in client.ImportMetricsAsync(Parent, Values(6), new() { ValuesPerMessage = 2 }))
                done += step.Count;
        });

        (e.Reason, done).ShouldBe((ErrorReason.ApprovalNotInStream, 2));
    }

    [Fact]
    public async Task A_token_that_is_rejected_is_renewed_once()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ImportMetricsRequest>((_, call) => call.RequestHeaders.GetValue("authorization") == "Bearer token-1"
            ? throw Refused.With(StatusCode.Unauthenticated, "TOKEN_INVALID")
            : Task.FromResult<Google.Protobuf.IMessage>(new ImportMetricsResponse()));
        await using var client = platform.Client();

        (await client.ImportMetricsAsync(Parent, Values(1)).ToListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_to_send_sends_nothing()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var client = platform.Client();

        (await client.ImportMetricsAsync(Parent, Values(0)).ToListAsync()).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await client.ImportMetricsAsync(Parent, Values(1), new() { ValuesPerMessage = 10_001 }).ToListAsync());
    }

    private static ImportMetricsRequest[] Sent(ScriptedPlatform platform) => [.. platform.Calls.Select(call => (ImportMetricsRequest)call.Request)];

    private static IAsyncEnumerable<MetricValue> Values(int count) =>
        Enumerable.Range(0, count).Select(i => new MetricValue { Account = $"{Parent}/accounts/main", Metric = "plays", Value = i }).ToAsyncEnumerable();
}
