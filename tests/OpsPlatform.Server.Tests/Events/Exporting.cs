using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Client;
using OpsPlatform.Server.Tests.Budgets;
using Part = OpsPlatform.Events.V1.ExportEventsResponse.PartOneofCase;

namespace OpsPlatform.Server.Tests.Events;

/// <summary>What the real store has written, exported and checked without it.</summary>
public sealed class Exporting(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_history_of_concurrent_callers_is_intact()
    {
        var seed = Random.Shared.Next();
        var budget = await Server.ActiveAsync(("content", 500), ("traffic", 300));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => new RandomCaller(Operator, budget, seed + i).RunAsync(15)));
        var handedOut = await Server.Operator.CheckpointAsync();
        await Task.WhenAll(Enumerable.Range(6, 6).Select(i => new RandomCaller(Operator, budget, seed + i).RunAsync(15)));
        await Server.ActiveAsync(("content", 1));

        var report = Exports.Verify(await Server.Operator.ExportAsync(), handedOut);

        report.Fault.ShouldBeNull($"seed {seed}");
        (report.Workspace, report.FirstPosition, report.GivenCheckpointPosition).ShouldBe(("workspaces/acme", 1, handedOut.Position));
        report.EventCount.ShouldBeGreaterThan(handedOut.Position);
        report.Uncompared.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_while_writes_go_on_ends_at_its_own_checkpoint()
    {
        var budget = await Server.ActiveAsync(("content", 5000));
        using var done = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var caller = new RandomCaller(Operator, budget, 1);
            while (!done.IsCancellationRequested)
                await caller.RunAsync(5);
        });
        var last = 0L;
        for (var i = 0; i < 10; i++)
        {
            var report = Exports.Verify(await Server.Operator.ExportAsync());
            report.Fault.ShouldBeNull();
            report.LastPosition.ShouldBeGreaterThanOrEqualTo(last);
            last = report.LastPosition;
        }

        await done.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task An_export_goes_on_where_the_one_before_ended()
    {
        await Server.ActiveAsync(("content", 5));
        var before = await Server.Operator.CheckpointAsync();
        await Server.ActiveAsync(("content", 5));

        var report = Exports.Verify(await Server.Operator.ExportAsync(before.Position + 1), before);

        report.Fault.ShouldBeNull();
        (report.FirstPosition, report.EventCount).ShouldBe((before.Position + 1, 4));
        report.GivenCheckpointPosition.ShouldBe(before.Position);
    }

    [Fact]
    public async Task An_export_from_the_next_position_is_whole_and_empty_and_one_from_beyond_is_refused()
    {
        var head = await Server.Operator.CheckpointAsync();
        var report = Exports.Verify(await Server.Operator.ExportAsync(head.Position + 1), head);
        (report.IsIntact, report.EventCount, report.LastPosition).ShouldBe((true, 0, head.Position));

        var error = RpcError.Of(await Should.ThrowAsync<RpcException>(() => Server.Operator.PartsAsync(head.Position + 2)));
        (error.Reason, error.Code).ShouldBe((ErrorReason.ExportPositionAhead.WireName(), StatusCode.OutOfRange));
        error.Info.Metadata["next"].ShouldBe($"{head.Position + 1}");
    }

    [Fact]
    public async Task A_workspace_in_which_nothing_has_happened_has_an_export()
    {
        using var newcomer = await Server.ProvisionAsync("empty", "empty-ops", "events.*");
        var report = Exports.Verify(await newcomer.ExportAsync(), await newcomer.CheckpointAsync());
        (report.IsIntact, report.EventCount, report.Workspace).ShouldBe((true, 0, "workspaces/empty"));
    }

    [Fact]
    public async Task An_export_comes_in_batches_that_any_client_can_read()
    {
        var budget = await Server.ActiveAsync(("content", 5000));
        for (var i = 0; i < 600; i++)
            await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });
        var parts = await Server.Operator.PartsAsync();

        parts.Select(part => part.PartCase).ShouldBe([Part.Start, .. parts.Skip(2).Select(_ => Part.Batch), Part.End]);
        parts.Count.ShouldBeGreaterThan(3);
        parts.Where(part => part.PartCase == Part.Batch).ShouldAllBe(part => part.Batch.Events.Count >= 1 && part.Batch.Events.Count <= 500);
        parts.ShouldAllBe(part => part.CalculateSize() < 2 * 1024 * 1024);
        var events = parts.SelectMany(part => part.Batch?.Events ?? []).ToArray();
        events.Select(one => one.Position).ShouldBe(Enumerable.Range(1, events.Length).Select(position => (long)position));
        var last = events[^1];
        (last.Type, last.Actor, last.Client, last.Stream).ShouldBe(("expense_recorded", "acme-ops", "acme-ops", budget.Name["workspaces/acme/".Length..]));
    }

    [Fact]
    public async Task To_read_events_is_not_to_export_them()
    {
        using var reader = await Server.ProvisionAsync("acme", "acme-auditor", "events.read");
        (await reader.CheckpointAsync()).Name.ShouldStartWith("workspaces/acme/checkpoints/");
        RpcError.Of(await Should.ThrowAsync<RpcException>(() => reader.PartsAsync())).Reason.ShouldBe(ErrorReason.PermissionMissing.WireName());
    }

    [Fact]
    public async Task A_server_that_stops_says_where_to_go_on()
    {
        await using var other = await Server.StartAnotherAsync();
        await Server.ActiveAsync(("content", 5));
        other.Get<OpsPlatform.Server.Health.ServingState>().Stop();
        var error = RpcError.Of(await Should.ThrowAsync<RpcException>(() => other.Operator.PartsAsync()));
        (error.Reason, error.Code, error.Info.Metadata["next"]).ShouldBe((ErrorReason.ExportInterrupted.WireName(), StatusCode.Unavailable, "1"));
    }
}
