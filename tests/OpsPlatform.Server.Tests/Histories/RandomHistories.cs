using OpsPlatform.Server.Tests.Health;
using OpsPlatform.Server.Tests.Program;
using OpsPlatform.Testing;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>
/// Callers that do at once whatever a seed has them do, on few budgets with little money, while connections break, answers are lost, servers die
/// and time passes. Whatever they were answered, one caller alone must have been able to get the same, one answer after another.
/// A failure names its seed: <c>OPS_HISTORY_SEED</c> plays the same plan again, and <c>OPS_HISTORY_COUNT</c> says how many are played.
/// </summary>
public sealed class RandomHistories(PostgresCluster cluster)
{
    private const int Callers = 8;

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    public async Task Concurrent_calls_are_as_if_they_had_come_one_after_another(int servers, int histories)
    {
        await using var all = await TroubledServers.StartAsync(cluster, servers);
        using var clients = await all.ConnectAsync(Callers);
        var size = new PlanSize(Callers, 25, 12, Trouble.TimePasses, Trouble.TimePasses, Trouble.ConnectionBreaks, Trouble.BackendDies, Trouble.ReplyIsLost, Trouble.ReplyIsLate, Trouble.ReplyIsLate);
        await PlayAsync(histories, size, new Platform(all.First.Clock, clients.Of, all.MakeAsync));
    }

    [Fact]
    public async Task Calls_to_two_servers_that_are_killed_are_as_if_they_had_come_one_after_another()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var provisioner = new RunningServer(database.ConnectionString);
        await provisioner.InitializeAsync();
        var ports = Enumerable.Range(0, 4).Select(_ => ServerProcess.FreePort()).ToArray();
        Uri[] At(params int[] which) => [.. which.Select(port => new Uri($"http://127.0.0.1:{ports[port]}"))];
        ServerProcess Start(int node) => ServerProcess.Start(database.ConnectionString, [.. ServerProcess.Ports(ports[node], ports[node + 2]), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning"]);

        var nodes = new[] { Start(0), Start(1) };
        using var gate = new SemaphoreSlim(1);
        try
        {
            foreach (var (node, address) in nodes.Zip(At(0, 1)))
            {
                using var health = new HealthCaller(address);
                using var watch = health.Watch();
                if (await Task.WhenAny(Serving.Next(watch), node.EndAsync()) is Task<ServingStatus> serving)
                    (await serving).ShouldBe(ServingStatus.Serving);
                else
                    Assert.Fail($"A server did not start: {await node.EndAsync()}");
            }

            using var clients = await CallerClients.ConnectAsync(provisioner, At(0, 1), At(2, 3), TimeProvider.System, Callers);
            var size = new PlanSize(Callers, 40, 3, Trouble.ServerDies, Trouble.ServerDies, Trouble.BackendDies);
            await PlayAsync(1, size, new Platform(TimeProvider.System, clients.Of, async trouble =>
            {
                if (trouble.Trouble == Trouble.BackendDies)
                {
                    await TroubledServers.EndBackendAsync(database.ConnectionString, trouble.Choice);
                    return;
                }

                await gate.WaitAsync();
                var node = trouble.Choice % nodes.Length;
                await nodes[node].DisposeAsync();
                nodes[node] = Start(node);
                gate.Release();
            }));
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    private static async Task PlayAsync(int histories, PlanSize size, Platform platform)
    {
        var calls = new List<Call>();
        byte run = 0;
        foreach (var seed in Seeds.Of(histories))
        {
            var played = await platform.PlayAsync(seed, run++, size, CallerClients.Workspaces);
            played.Problem.ShouldBeEmpty($"OPS_HISTORY_SEED={seed}");
            calls.AddRange(played.Calls.Where(call => !call.IsVain));
        }

        // Otherwise the callers would have learned too little for their history to say much.
        var answers = calls.Select(call => call.Answer).OfType<string>().ToArray();
        answers.Length.ShouldBeGreaterThan(calls.Count * 3 / 4, "most calls are answered");
        answers.Count(answer => !Answers.IsRefusal(answer)).ShouldBeGreaterThan(answers.Length / 4, "many are not refused");
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Count} calls, {calls.Count - answers.Length} of unknown outcome, {answers.Count(Answers.IsRefusal)} refused, {answers.Count(answer => answer.StartsWith("again"))} answered again");
    }
}
