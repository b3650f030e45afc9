using Npgsql;
using OpsPlatform.Server.Tests.Health;
using OpsPlatform.Server.Tests.Program;
using OpsPlatform.Testing;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>
/// Callers that do at once whatever a seed has them do, on few budgets with little money, while connections break, servers die and time
/// passes. Whatever they were answered, one caller alone must have been able to get the same, one answer after another.
/// A failure names its seed: <c>OPS_HISTORY_SEED</c> plays the same plan again, and <c>OPS_HISTORY_COUNT</c> says how many are played.
/// </summary>
public sealed class RandomHistories(RunningServer server) : ServerTest(server)
{
    private const string Elsewhere = "workspaces/globex";

    private ApiClient _reviewerElsewhere = null!;

    public override async ValueTask InitializeAsync()
    {
        // The pool may still hold connections that the test before has ended.
        Server.Get<NpgsqlDataSource>().Clear();
        _reviewerElsewhere = await Server.ProvisionAsync("globex", "globex-boss", "budgets.*");
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    public async Task Concurrent_calls_are_as_if_they_had_come_one_after_another(int servers, int histories)
    {
        await using var other = servers == 2 ? await Server.StartAnotherAsync() : null;
        RunningServer[] all = other is null ? [Server] : [Server, other];
        var proxies = all.Select(one => new ReplyCuttingProxy(one.GrpcAddress.Host, one.GrpcAddress.Port)).ToArray();
        var size = new PlanSize(8, 25, 8, Trouble.TimePasses, Trouble.TimePasses, Trouble.ConnectionBreaks, Trouble.BackendDies);
        var clients = Reachable([.. proxies.Select(proxy => new Uri($"http://127.0.0.1:{proxy.Port}"))], [.. all.Select(one => one.HttpAddress)], Server.Clock, size.Callers);

        await PlayAsync(histories, size, new Platform(Server.Clock, clients, async trouble =>
        {
            switch (trouble.Trouble)
            {
                case Trouble.TimePasses:
                    Server.Clock.Advance(TimeSpan.FromMilliseconds(500 + (trouble.Choice % 2000)));
                    break;
                case Trouble.ConnectionBreaks:
                    proxies[trouble.Choice % proxies.Length].BreakOne(trouble.Choice);
                    break;
                default:
                    await EndBackendAsync(trouble.Choice);
                    break;
            }
        }));

        other?.Log.MustHoldNoUnexpectedErrors();
        foreach (var proxy in proxies)
            await proxy.DisposeAsync();
    }

    [Fact]
    public async Task Calls_to_two_servers_that_are_killed_are_as_if_they_had_come_one_after_another()
    {
        var ports = Enumerable.Range(0, 4).Select(_ => ServerProcess.FreePort()).ToArray();
        Uri At(int port) => new($"http://127.0.0.1:{port}");
        ServerProcess Start(int node) => ServerProcess.Start(Server.Database, [.. ServerProcess.Ports(ports[node], ports[node + 2]), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning"]);

        var size = new PlanSize(8, 40, 3, Trouble.ServerDies, Trouble.ServerDies, Trouble.BackendDies);
        var nodes = new[] { Start(0), Start(1) };
        using var gate = new SemaphoreSlim(1);
        try
        {
            var clients = Reachable([At(ports[0]), At(ports[1])], [At(ports[2]), At(ports[3])], TimeProvider.System, size.Callers);
            foreach (var port in ports.Take(2))
            {
                using var health = new HealthCaller(At(port));
                using var watch = health.Watch();
                (await Serving.Next(watch)).ShouldBe(ServingStatus.Serving);
            }

            // A token that is there cannot be missed while its server is not.
            foreach (var client in Enumerable.Range(0, size.Callers).SelectMany(caller => clients(caller, Workspace).Concat(clients(caller, Elsewhere))))
                await client.TokenAsync();
            await PlayAsync(1, size, new Platform(TimeProvider.System, clients, async trouble =>
            {
                if (trouble.Trouble == Trouble.BackendDies)
                {
                    await EndBackendAsync(trouble.Choice);
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
            var played = await platform.PlayAsync(seed, run++, size, Workspace, Elsewhere);
            played.Problem.ShouldBeEmpty($"OPS_HISTORY_SEED={seed}");
            calls.AddRange(played.Calls);
        }

        // Otherwise the callers would have learned too little for their history to say much.
        var answers = calls.Select(call => call.Answer).OfType<string>().ToArray();
        answers.Length.ShouldBeGreaterThan(calls.Count * 3 / 4, "most calls are answered");
        answers.Count(answer => !Answers.IsRefusal(answer)).ShouldBeGreaterThan(answers.Length / 4, "many are not refused");
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Count} calls, {calls.Count - answers.Length} of unknown outcome, {answers.Count(Answers.IsRefusal)} refused, {answers.Count(answer => answer.StartsWith("again"))} answered again");
    }

    /// <summary>Connections of each caller's own: by turns it is the one that asks for money and the one that approves, and speaks to one server or to the other first.</summary>
    private Func<int, string, IReadOnlyList<ApiClient>> Reachable(Uri[] grpc, Uri[] http, TimeProvider clock, int callers)
    {
        ApiClient[] here = [Server.Operator, Server.Approver], elsewhere = [Server.Stranger, _reviewerElsewhere];
        ApiClient[][] Connect(ApiClient[] roles) =>
            [.. Enumerable.Range(0, callers).Select(caller => grpc.Select((_, i) => (i + (caller / 2)) % grpc.Length).Select(node => roles[caller % 2].At(grpc[node], http[node], clock)).ToArray())];

        var (inOne, inOther) = (Connect(here), Connect(elsewhere));
        return (caller, name) => (name.StartsWith(Elsewhere) ? inOther : inOne)[caller];
    }

    /// <summary>Ends one of the database's sessions, as an administrator or a failure may at any time.</summary>
    private async Task EndBackendAsync(int choice)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Server.Database) { Pooling = false, ApplicationName = "trouble" });
        await using var end = database.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'trouble' order by md5(pid::text || $1) limit 1");
        end.Parameters.AddWithValue($"{choice}");
        await end.ExecuteNonQueryAsync();
    }
}
