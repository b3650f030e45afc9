using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;
using OpsPlatform.Client.Bench;

// What a call through the SDK costs beside the bare stub, over a socket on this machine. The two run in turn, and the medians count,
// because machines are noisy. A server that does nothing makes the difference as large as it can be.
const int Rounds = 15;
var calls = args.Length > 0 ? int.Parse(args[0]) : 4000;

await using var server = await EmptyServer.StartAsync();
await using var client = new OpsPlatformClient(new OpsPlatformClientOptions
{
    Address = server.Address,
    TokenEndpoint = server.TokenEndpoint,
    ClientId = "bench",
    ClientSecret = "bench",
});
using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
{
    HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
});
var stub = new BudgetService.BudgetServiceClient(channel);
var headers = new Metadata { { "authorization", $"Bearer {(await client.GetAccessTokenAsync()).Value}" }, { "accept-language", "en" } };
var get = new GetBudgetRequest { Name = BudgetName.Format("acme", "q4") };
var reserve = new ReserveFundsRequest { Parent = get.Name, Line = "content", AmountMicros = 5, Purpose = "a purchase" };
var repeat = new ReserveFundsRequest(reserve) { RequestId = Guid.CreateVersion7().ToString() };

Console.WriteLine($"{calls} calls a round, {Rounds} rounds, medians. us: a caller's time for one call; cpu: the processor's, client and server; bytes: allocated by both");
Console.WriteLine($"{"call",-14}{"callers",8}{"stub us",10}{"SDK us",10}{"ratio",8}{"stub cpu",10}{"SDK cpu",10}{"ratio",8}{"stub bytes",12}{"SDK bytes",12}");
foreach (var callers in new[] { 1, 8, 64 })
{
    await CompareAsync("GetBudget", callers,
        () => stub.GetBudgetAsync(get, headers, DateTime.UtcNow.AddSeconds(30)),
        () => client.Budgets.GetBudgetAsync(get));
    await CompareAsync("ReserveFunds", callers,
        () => stub.ReserveFundsAsync(repeat, headers, DateTime.UtcNow.AddSeconds(30)),
        () => client.Budgets.ReserveFundsAsync(reserve));
}

async Task CompareAsync<T>(string name, int callers, Func<AsyncUnaryCall<T>> bare, Func<AsyncUnaryCall<T>> sdk)
{
    var (bareRounds, sdkRounds) = (new List<Round>(), new List<Round>());
    await RoundAsync(callers, bare);
    await RoundAsync(callers, sdk);
    for (var i = 0; i < Rounds; i++)
    {
        bareRounds.Add(await RoundAsync(callers, bare));
        sdkRounds.Add(await RoundAsync(callers, sdk));
    }

    Console.WriteLine(
        $"{name,-14}{callers,8}{Columns(round => round.Microseconds)}{Columns(round => round.CpuMicroseconds)}"
        + $"{Median(bareRounds.Select(round => round.Bytes)),12:0}{Median(sdkRounds.Select(round => round.Bytes)),12:0}");

    // The ratio of neighbours, not of medians: what slows the machine down slows both.
    string Columns(Func<Round, double> figure) =>
        $"{Median(bareRounds.Select(figure)),10:0.0}{Median(sdkRounds.Select(figure)),10:0.0}{Median(bareRounds.Zip(sdkRounds, (b, s) => figure(s) / figure(b))),8:0.000}";
}

async Task<Round> RoundAsync<T>(int callers, Func<AsyncUnaryCall<T>> call)
{
    var bytes = GC.GetTotalAllocatedBytes();
    var cpu = Environment.CpuUsage.TotalTime;
    var start = Stopwatch.GetTimestamp();
    await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
    {
        for (var i = 0; i < calls / callers; i++)
            await call();
    }));
    return new Round(
        Stopwatch.GetElapsedTime(start).TotalMicroseconds / (calls / callers),
        (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / calls,
        (double)(GC.GetTotalAllocatedBytes() - bytes) / calls);
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}
