using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Health;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>How the process ends, by a signal or by force, and what its callers have of it.</summary>
public sealed class Ending(RunningServer server) : ServerTest(server)
{
    private const int Writes = 500;
    private const int Kills = 3;

    private readonly int _grpcPort = ServerProcess.FreePort();
    private readonly int _httpPort = ServerProcess.FreePort();

    [Fact]
    public async Task SIGTERM_ends_it_in_order_within_five_seconds()
    {
        await using var process = StartProcess();
        using var health = new HealthCaller(Grpc);
        using var watch = health.Watch();
        while (await Serving.Next(watch) != ServingStatus.Serving)
        {
        }

        var ended = process.EndAsync();
        process.Terminate();

        (await Serving.Next(watch)).ShouldBe(ServingStatus.NotServing);
        (await watch.ResponseStream.MoveNext()).ShouldBeFalse();
        var (status, _, errors) = await ended.WaitAsync(TimeSpan.FromSeconds(5));
        (status, errors).ShouldBe((0, ""));
    }

    [Fact]
    public async Task Five_hundred_writes_and_their_repeats_through_a_server_that_is_killed_have_five_hundred_effects()
    {
        var budget = await Server.ActiveAsync(("content", 1_000_000));
        using var caller = Server.Operator.At(Grpc, Http, TimeProvider.System);
        var milestones = Enumerable.Range(0, Kills).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var process = StartProcess();
        try
        {
            var (next, done) = (0, 0);
            var callers = Enumerable.Range(0, 8).Select(async _ =>
            {
                while (Interlocked.Increment(ref next) is var number and <= Writes)
                {
                    await UntilDone(caller.Budgets, new RecordExpenseRequest { Parent = budget.Name, Line = "content", AmountMicros = number, ExternalReference = $"{number}", RequestId = $"{Guid.NewGuid()}" });
                    if (Math.DivRem(Interlocked.Increment(ref done), Writes / (Kills + 1)) is (var milestone and > 0 and <= Kills, 0))
                        milestones[milestone - 1].SetResult();
                }
            }).ToArray();

            foreach (var milestone in milestones)
            {
                await Task.WhenAny(milestone.Task, Task.WhenAll(callers));
                await process.DisposeAsync();
                process = StartProcess();
            }

            await Task.WhenAll(callers);
        }
        finally
        {
            await process.DisposeAsync();
        }

        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        entries.Where(entry => entry.Kind == LedgerEntry.Types.Kind.Spent).Select(entry => int.Parse(entry.ExternalReference)).Order().ShouldBe(Enumerable.Range(1, Writes));
        (await Server.GetAsync(budget.Name)).Lines[0].SpentAmountMicros.ShouldBe(Writes * (Writes + 1) / 2);
    }

    private Uri Grpc => new($"http://127.0.0.1:{_grpcPort}");

    private Uri Http => new($"http://127.0.0.1:{_httpPort}");

    /// <summary>By the true clock, on the database of the server that the other tests use by a clock that stands still.</summary>
    private ServerProcess StartProcess() => ServerProcess.Start(Server.Database, [.. ServerProcess.Ports(_grpcPort, _httpPort), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning"]);

    private static async Task UntilDone(BudgetService.BudgetServiceClient client, RecordExpenseRequest request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                await client.RecordExpenseAsync(request, new CallOptions(cancellationToken: patience.Token).WithWaitForReady());
                return;
            }
            catch (RpcException e) when (!patience.IsCancellationRequested && (e.StatusCode == StatusCode.Unavailable || e.Trailers.GetValueBytes("grpc-status-details-bin") is null))
            {
                // The server died, or is not there yet, or does not reach its database yet.
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                // The same, at its token endpoint.
            }
        }
    }
}
