using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Npgsql;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore.Tests;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>
/// A server and a database that are killed while many write and repeat what was not answered. When is up to a seed: a failure names it, and
/// <c>OPS_HISTORY_SEED</c> has it happen at the same writes again.
/// </summary>
public sealed class Crashing : IAsyncDisposable
{
    private const int Writes = 500;
    private const int Callers = 16;

    private readonly int _seed = Histories.Seeds.Of(1).Single();
    private readonly int _grpcPort = ServerProcess.FreePort();
    private readonly int _httpPort = ServerProcess.FreePort();
    private readonly PostgresServer _postgres = new();
    private readonly SemaphoreSlim _killing = new(1);
    private ServerProcess? _process;

    [Fact]
    public async Task Five_hundred_writes_and_their_repeats_have_five_hundred_effects_whatever_is_killed()
    {
        var connectionString = await _postgres.StartAsync();
        await using var other = new RunningServer(connectionString);
        await other.InitializeAsync();
        var budget = await other.ActiveAsync(("content", 1_000_000));
        await using var database = NpgsqlDataSource.Create(connectionString);
        using var stop = new CancellationTokenSource();
        var follower = new PositionFollower(database, "acme");
        var following = follower.RunAsync(stop.Token);

        StartProcess(connectionString);
        using var client = other.Operator.At(new Uri($"http://127.0.0.1:{_grpcPort}"), new Uri($"http://127.0.0.1:{_httpPort}"), TimeProvider.System);
        var answers = await WriteAsync(client, budget, new Random(_seed), connectionString);
        await stop.CancelAsync();
        await following;

        var problem = $"OPS_HISTORY_SEED={_seed}";
        var entries = await UntilReachable(() => other.LedgerMustGiveTheLinesAsync(budget.Name));
        entries.Where(entry => entry.Kind == LedgerEntry.Types.Kind.Spent).Select(entry => int.Parse(entry.ExternalReference)).Order().ShouldBe(Enumerable.Range(1, Writes), problem);
        var expenses = (await other.Operator.Budgets.ListExpensesAsync(new() { Parent = budget.Name, PageSize = 1000 })).Expenses;
        answers.OrderBy(answer => answer.Name, StringComparer.Ordinal).ToArray().ShouldBe([.. expenses], problem + ": what was acknowledged is there as it was acknowledged");

        var last = await HashChainMustHoldAsync(database);
        follower.Read.Select(read => read.Position).ShouldBe(Enumerable.Range(1, (int)last).Select(position => (long)position), problem + ": who follows misses nothing and gets nothing twice");
        follower.Read.ShouldBe(await StoredAsync(database), problem);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        await _postgres.DisposeAsync();
        _killing.Dispose();
    }

    /// <summary>By the true clock, beside a server in this process whose clock stands still.</summary>
    private void StartProcess(string connectionString) =>
        _process = ServerProcess.Start(connectionString, [.. ServerProcess.Ports(_grpcPort, _httpPort), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning"]);

    private async Task<IReadOnlyCollection<Expense>> WriteAsync(ApiClient client, Budget budget, Random random, string connectionString)
    {
        // One of each kind, and one more of the server's, each before some write.
        Func<Task>[] kills = [() => KillServerAsync(connectionString), () => KillServerAsync(connectionString), KillDatabaseAsync, () => KillSessionAsync(connectionString, random.Next())];
        random.Shuffle(kills);
        var moments = Enumerable.Range(0, kills.Length).Select(i => (i * Writes / kills.Length) + random.Next(20, Writes / kills.Length)).ToArray();
        var (next, answers) = (0, new ConcurrentBag<Expense>());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number and <= Writes)
            {
                if (Array.IndexOf(moments, number) is var kill and >= 0)
                    await AloneAsync(kills[kill], connectionString);
                var request = new RecordExpenseRequest { Parent = budget.Name, Line = "content", AmountMicros = number, ExternalReference = $"{number}", RequestId = $"{Guid.NewGuid()}" };
                answers.Add(await Persistent.UntilAnswered(options => client.Budgets.RecordExpenseAsync(request, options)));
            }
        }));
        return answers;
    }

    /// <summary>One kill after another: a server that starts while its database is away says so and ends, as it should.</summary>
    private async Task AloneAsync(Func<Task> kill, string connectionString)
    {
        await _killing.WaitAsync();
        try
        {
            await kill();
            await UntilOpenAsync(async () =>
            {
                await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
                await using var connection = await database.OpenConnectionAsync();
            });
            await UntilOpenAsync(async () =>
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, _grpcPort);
            });
        }
        finally
        {
            _killing.Release();
        }
    }

    private static async Task UntilOpenAsync(Func<Task> tryOpen)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await tryOpen();
                return;
            }
            catch (Exception e) when (e is NpgsqlException or SocketException)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task KillServerAsync(string connectionString)
    {
        await _process!.DisposeAsync();
        StartProcess(connectionString);
    }

    private async Task KillDatabaseAsync()
    {
        _postgres.Kill();
        await _postgres.StartAsync();
    }

    private static async Task KillSessionAsync(string connectionString, int choice)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var one = database.CreateCommand(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' order by md5(pid::text || $1) limit 1");
        one.Parameters.AddWithValue($"{choice}");
        PostgresServer.KillSession((int)(await one.ExecuteScalarAsync())!);
    }

    /// <summary>The server beside has had its connections ended, too, and finds out one by one.</summary>
    private static async Task<T> UntilReachable<T>(Func<Task<T>> read)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                return await read();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && !patience.IsCancellationRequested)
            {
                // Each connection that is broken is noticed once.
            }
        }
    }

    private static async Task<long> HashChainMustHoldAsync(NpgsqlDataSource database)
    {
        await HashChain.MustHoldAsync(database, "acme");
        await using var last = database.CreateCommand("select last_seq_id from ops_workspaces where tenant_id = 'acme'");
        return (long)(await last.ExecuteScalarAsync())!;
    }

    private static async Task<IReadOnlyList<(long Position, Guid Id)>> StoredAsync(NpgsqlDataSource database)
    {
        var stored = new List<(long, Guid)>();
        await using var all = database.CreateCommand("select seq_id, id from mt_events where tenant_id = 'acme' order by seq_id");
        await using var row = await all.ExecuteReaderAsync();
        while (await row.ReadAsync())
            stored.Add((row.GetInt64(0), row.GetGuid(1)));
        return stored;
    }
}
