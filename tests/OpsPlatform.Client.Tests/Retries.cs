using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Internal;
using OpsPlatform.Client.Tests.Scripted;
using OpsPlatform.Shapes.V1;

namespace OpsPlatform.Client.Tests;

public sealed class Retries
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly GetBudgetRequest Get = new() { Name = "workspaces/acme/budgets/q4" };
    private static readonly ReserveFundsRequest Reserve = new() { Parent = "workspaces/acme/budgets/q4", Line = "content", AmountMicros = 5 };

    [Theory]
    [InlineData(StatusCode.Unavailable, "STORE_UNAVAILABLE", true, 3)]
    [InlineData(StatusCode.Unavailable, "OUTCOME_UNKNOWN", true, 3)]
    [InlineData(StatusCode.Unavailable, "", false, 3)]
    [InlineData(StatusCode.Aborted, "CONCURRENT_CHANGE", true, 3)]
    [InlineData(StatusCode.Aborted, "ETAG_MISMATCH", false, 1)]
    [InlineData(StatusCode.ResourceExhausted, "QUOTA_SPENT", true, 3)]
    [InlineData(StatusCode.ResourceExhausted, "BUDGET_EXCEEDED", false, 1)]
    [InlineData(StatusCode.DeadlineExceeded, "DEADLINE_PASSED", false, 1)]
    [InlineData(StatusCode.Cancelled, "CALL_CANCELLED", false, 1)]
    [InlineData(StatusCode.Internal, "INTERNAL_ERROR", false, 1)]
    [InlineData(StatusCode.Unknown, "", false, 1)]
    [InlineData(StatusCode.DataLoss, "", false, 1)]
    [InlineData(StatusCode.FailedPrecondition, "BUDGET_STATE", true, 1)]
    [InlineData(StatusCode.InvalidArgument, "INVALID_FIELD", false, 1)]
    [InlineData(StatusCode.NotFound, "RESOURCE_NOT_FOUND", false, 1)]
    [InlineData(StatusCode.PermissionDenied, "PERMISSION_MISSING", false, 1)]
    [InlineData(StatusCode.Unauthenticated, "TOKEN_MISSING", false, 1)]
    [InlineData(StatusCode.Unimplemented, "", false, 1)]
    public async Task Only_what_may_pass_is_sent_again(StatusCode code, string reason, bool withRetryInfo, int attempts)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => throw Refused.With(code, reason, withRetryInfo ? Tick : null));
        platform.On<ReserveFundsRequest>(_ => throw Refused.With(code, reason, withRetryInfo ? Tick : null));
        await using var client = platform.Client(options => options.Retry.MaxAttempts = 3);

        (await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync)).StatusCode.ShouldBe(code);
        (await Should.ThrowAsync<OpsPlatformException>(client.Budgets.ReserveFundsAsync(Reserve).ResponseAsync)).StatusCode.ShouldBe(code);
        platform.Calls.Count(call => call.Request is GetBudgetRequest).ShouldBe(attempts);
        platform.Calls.Count(call => call.Request is ReserveFundsRequest).ShouldBe(attempts);
    }

    [Fact]
    public async Task All_attempts_of_a_write_carry_one_request_id_that_the_callers_message_does_not_get()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.FailFirst<ReserveFundsRequest>(new Reservation { Name = "r" }, Refused.With(StatusCode.Unavailable), Refused.With(StatusCode.Unavailable));
        await using var client = platform.Client();
        var before = Reserve.Clone();

        (await client.Budgets.ReserveFundsAsync(Reserve)).Name.ShouldBe("r");

        Reserve.ShouldBe(before);
        platform.Calls.Count.ShouldBe(3);
        var sent = platform.Calls.Select(call => (ReserveFundsRequest)call.Request).Distinct().ShouldHaveSingleItem();
        Guid.TryParse(sent.RequestId, out _).ShouldBeTrue();
        sent.RequestId = "";
        sent.ShouldBe(before);
    }

    [Fact]
    public async Task Two_calls_with_the_same_message_are_two_requests()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => new Reservation());
        await using var client = platform.Client();
        await client.Budgets.ReserveFundsAsync(Reserve);
        await client.Budgets.ReserveFundsAsync(Reserve);
        platform.Calls.Select(call => ((ReserveFundsRequest)call.Request).RequestId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_request_id_of_the_caller_is_kept_and_told_with_the_failure()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => throw Refused.With(StatusCode.Unavailable, "OUTCOME_UNKNOWN", Tick));
        await using var client = platform.Client(options => options.Retry.MaxAttempts = 2);
        var request = new ReserveFundsRequest(Reserve) { RequestId = "0192f0c1-7d1a-7c3e-9c55-0123456789ab" };

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.ReserveFundsAsync(request).ResponseAsync);
        failure.RequestId.ShouldBe(request.RequestId);
        platform.Calls.ShouldAllBe(call => ((ReserveFundsRequest)call.Request).RequestId == request.RequestId);
    }

    [Fact]
    public async Task A_write_that_cannot_carry_a_request_id_is_never_sent_again()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<Word>(_ => throw Refused.With(StatusCode.Unavailable, "STORE_UNAVAILABLE", Tick));
        await using var client = platform.Client();
        var shapes = new ShapeService.ShapeServiceClient(client.CallInvoker);

        await Should.ThrowAsync<OpsPlatformException>(shapes.WriteWithoutRequestIdAsync(new Word()).ResponseAsync);
        platform.Calls.Count.ShouldBe(1);
        await Should.ThrowAsync<OpsPlatformException>(shapes.WithoutRuleAsync(new Word()).ResponseAsync);
        platform.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_call_is_made_anew()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var calls = 0;
        platform.On<ReserveFundsRequest>((_, call) =>
        {
            if (++calls == 1)
                call.GetHttpContext().Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
            return Task.FromResult<IMessage>(new Reservation { Name = "r" });
        });
        await using var client = platform.Client();

        (await client.Budgets.ReserveFundsAsync(Reserve)).Name.ShouldBe("r");
        calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_and_then_named()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var log = new LogLines();
        await using var client = platform.Client(options => (options.Address, options.LoggerFactory, options.Retry.MaxAttempts) = ("http://127.0.0.1:1", log, 3));

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        failure.StatusCode.ShouldBe(StatusCode.Unavailable);
        failure.Message.ShouldStartWith("The platform cannot be reached at http://127.0.0.1:1: ");
        failure.Message.ShouldEndWith(". Check the address, and that the server runs.");
        log.All.Count(line => line.Contains("is sent again")).ShouldBe(2);
    }

    [Fact]
    public async Task What_the_server_asks_to_wait_is_waited_at_least()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.FailFirst<ReserveFundsRequest>(new Reservation(), Refused.With(StatusCode.Aborted, "CONCURRENT_CHANGE", TimeSpan.FromSeconds(7)));
        var time = new JumpingTime();
        await using var client = platform.Client(options => options.TimeProvider = time);
        await client.GetAccessTokenAsync();

        await client.Budgets.ReserveFundsAsync(Reserve);
        time.Waits.ShouldContain(wait => wait >= TimeSpan.FromSeconds(7) && wait < TimeSpan.FromSeconds(7.1));
    }

    [Theory]
    [InlineData("2500", 2)]
    [InlineData("0", 2)]
    [InlineData("-1", 1)]
    [InlineData("soon", 1)]
    public async Task Pushback_is_kept_to_the_millisecond_and_can_forbid_a_repeat(string pushback, int attempts)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>(_ => throw Refused.Pushback(pushback));
        var time = new JumpingTime();
        await using var client = platform.Client(options => (options.TimeProvider, options.Retry.MaxAttempts) = (time, 2));
        await client.GetAccessTokenAsync();

        await Should.ThrowAsync<OpsPlatformException>(client.Budgets.ReserveFundsAsync(Reserve).ResponseAsync);
        platform.Calls.Count.ShouldBe(attempts);
        if (pushback == "2500")
            time.Waits.ShouldContain(TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public void Waits_double_up_to_the_longest_and_are_partly_random()
    {
        var backoff = new Backoff(new RetryOptions { MaxAttempts = 8, InitialDelay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromSeconds(1) });
        var failure = new OpsPlatformException("", StatusCode.Unavailable);
        int[] longest = [100, 200, 400, 800, 1000, 1000, 1000];
        foreach (var _ in Enumerable.Range(0, 200))
        {
            for (var attempt = 1; attempt <= longest.Length; attempt++)
                backoff.DelayAfter(attempt, failure)!.Value.TotalMilliseconds.ShouldBeInRange(longest[attempt - 1] / 2, longest[attempt - 1]);
        }

        Enumerable.Range(0, 50).Select(_ => backoff.DelayAfter(1, failure)).Distinct().Count().ShouldBeGreaterThan(1);
        backoff.DelayAfter(8, failure).ShouldBeNull();
    }

    [Fact]
    public async Task A_wait_that_would_outlast_the_deadline_is_not_begun()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => throw Refused.With(StatusCode.Unavailable, "STORE_UNAVAILABLE", TimeSpan.FromMinutes(5)));
        await using var client = platform.Client(options => options.TimeProvider = new JumpingTime());
        await client.GetAccessTokenAsync();

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        failure.Reason.ShouldBe(Api.V1.ErrorReason.StoreUnavailable);
        failure.RetryDelay.ShouldBe(TimeSpan.FromMinutes(5));
        platform.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -5)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public async Task A_delay_that_cannot_be_is_taken_for_none(long seconds, int nanos)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var delay = new Google.Rpc.RetryInfo { RetryDelay = new Google.Protobuf.WellKnownTypes.Duration { Seconds = seconds, Nanos = nanos } };
        platform.On<GetBudgetRequest>(_ => throw Refused.With(StatusCode.Aborted, "CONCURRENT_CHANGE", details: [delay]));
        await using var client = platform.Client();
        (await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync)).RetryDelay.ShouldBeNull();
    }

    [Fact]
    public async Task A_repeat_is_told_from_a_first_answer()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var calls = 0;
        platform.On<ReserveFundsRequest>(async (_, call) =>
        {
            if (++calls == 2)
                await call.WriteResponseHeadersAsync(new Metadata { { "x-ops-replayed", "true" } });
            return new Reservation();
        });
        await using var client = platform.Client();

        using var first = client.Budgets.ReserveFundsAsync(Reserve);
        Should.Throw<InvalidOperationException>(() => first.WasReplayed());
        await first;
        using var second = client.Budgets.ReserveFundsAsync(Reserve);
        await second;
        (first.WasReplayed(), second.WasReplayed()).ShouldBe((false, true));
        (first.GetStatus().StatusCode, second.GetTrailers().Count).ShouldBe((StatusCode.OK, 0));
    }
}
