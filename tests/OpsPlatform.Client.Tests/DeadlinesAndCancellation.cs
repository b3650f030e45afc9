using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

public sealed class DeadlinesAndCancellation
{
    private static readonly GetBudgetRequest Get = new() { Name = "workspaces/acme/budgets/q4" };

    [Fact]
    public async Task A_call_gets_the_deadline_of_the_options_unless_it_has_its_own()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => new Budget());
        await using var client = platform.Client(options => options.Timeout = TimeSpan.FromMinutes(10));
        await client.Budgets.GetBudgetAsync(Get);
        await client.Budgets.GetBudgetAsync(Get, deadline: DateTime.UtcNow.AddHours(5));
        await using var patient = platform.Client(options => options.Timeout = Timeout.InfiniteTimeSpan);
        await patient.Budgets.GetBudgetAsync(Get);

        var now = DateTime.UtcNow;
        var deadlines = platform.Calls.Select(call => call.Deadline).ToArray();
        (deadlines[0] - now).ShouldBeInRange(TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10.1));
        (deadlines[1] - now).ShouldBeInRange(TimeSpan.FromMinutes(299), TimeSpan.FromMinutes(300.1));
        deadlines[2].ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public async Task A_passed_deadline_is_told_in_the_callers_language()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(async (_, call) =>
        {
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return new Budget();
        });
        await using var client = platform.Client(options => (options.Timeout, options.Language) = (TimeSpan.FromMilliseconds(50), "zh-CN"));
        await client.GetAccessTokenAsync();

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        (failure.StatusCode, failure.Reason, failure.ReasonText).ShouldBe((StatusCode.DeadlineExceeded, ErrorReason.DeadlinePassed, "DEADLINE_PASSED"));
        failure.Message.ShouldStartWith("在得到结果前已超过截止时间");
    }

    [Fact]
    public async Task The_wait_for_a_token_counts_towards_the_deadline()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var never = new TaskCompletionSource();
        platform.Tokens.Gate = never.Task;
        await using var client = platform.Client(options => options.TimeProvider = new JumpingTime());

        var failure = await Should.ThrowAsync<OpsPlatformException>(client.Budgets.GetBudgetAsync(Get).ResponseAsync);
        failure.Reason.ShouldBe(ErrorReason.DeadlinePassed);
        never.SetResult();
    }

    [Fact]
    public async Task A_caller_can_cancel_while_the_server_works()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var (arrived, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        platform.On<GetBudgetRequest>(async (_, call) =>
        {
            call.CancellationToken.Register(left.SetResult);
            arrived.SetResult();
            await left.Task;
            return new Budget();
        });
        await using var client = platform.Client();
        using var cancellation = new CancellationTokenSource();

        var call = client.Budgets.GetBudgetAsync(Get, cancellationToken: cancellation.Token).ResponseAsync;
        await arrived.Task;
        await cancellation.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(call)).CancellationToken.ShouldBe(cancellation.Token);
        await left.Task;
    }

    [Fact]
    public async Task A_caller_can_cancel_in_the_wait_before_a_repeat()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => throw Refused.With(StatusCode.Unavailable, "STORE_UNAVAILABLE", TimeSpan.FromSeconds(20)));
        using var log = new LogLines();
        await using var client = platform.Client(options => options.LoggerFactory = log);
        using var cancellation = new CancellationTokenSource();

        var call = client.Budgets.GetBudgetAsync(Get, cancellationToken: cancellation.Token).ResponseAsync;
        await log.SaysAsync("is sent again");
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        platform.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_can_cancel_in_the_wait_for_a_token()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var gate = new TaskCompletionSource();
        platform.Tokens.Gate = gate.Task;
        await using var client = platform.Client();
        using var cancellation = new CancellationTokenSource();

        var call = client.Budgets.GetBudgetAsync(Get, cancellationToken: cancellation.Token).ResponseAsync;
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        gate.SetResult();
        platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Disposing_a_call_cancels_it_and_disposing_a_finished_one_does_nothing()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var (arrived, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        platform.On<GetBudgetRequest>(async (_, call) =>
        {
            call.CancellationToken.Register(left.SetResult);
            arrived.SetResult();
            await left.Task;
            return new Budget();
        });
        await using var client = platform.Client(options => options.Timeout = Timeout.InfiniteTimeSpan);

        var call = client.Budgets.GetBudgetAsync(Get);
        await arrived.Task;
        Should.Throw<InvalidOperationException>(() => call.GetStatus());
        call.Dispose();
        await Should.ThrowAsync<OperationCanceledException>(call.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(30)));
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
        call.Dispose();
    }

    [Fact]
    public async Task Many_finished_calls_leave_nothing_behind_in_a_token_that_lives_on()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => new Budget());
        await using var client = platform.Client();
        using var lasting = new CancellationTokenSource();
        var answers = await CallsAsync(client, lasting.Token);

        // What a registration in the lasting token held on to would still be alive.
        for (var i = 0; i < 10 && answers.Any(answer => answer.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        answers.Count(answer => answer.IsAlive).ShouldBeLessThan(5);
        lasting.Token.IsCancellationRequested.ShouldBeFalse();
    }

    private static async Task<List<WeakReference>> CallsAsync(OpsPlatformClient client, CancellationToken token)
    {
        var answers = new List<WeakReference>();
        for (var i = 0; i < 20; i++)
        {
            var call = client.Budgets.GetBudgetAsync(Get, cancellationToken: token);
            answers.Add(new WeakReference(await call.ResponseAsync));
        }

        return answers;
    }
}
