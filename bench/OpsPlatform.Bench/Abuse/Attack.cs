using OpsPlatform.Server.Tests.Sockets;
using static OpsPlatform.Server.Tests.Sockets.Http2Peer;

namespace OpsPlatform.Bench.Abuse;

/// <summary>What one attacker does without a token, at a rate that leaves the machine to the server. Whoever is cut off comes again.</summary>
/// <param name="Connections">How many it keeps open.</param>
/// <param name="BeginAsync">What it sends first on each.</param>
/// <param name="Again">What it sends on each every ten milliseconds, by the number of the turn.</param>
internal sealed record Attack(string Name, int Connections, Func<Uri, Task<Http2Peer>> BeginAsync, Func<int, byte[]>? Again = null)
{
    private const string Path = "/opsplatform.budgets.v1.BudgetService/GetBudget";
    private const string Health = "/grpc.health.v1.Health/Check";

    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(10);
    private static readonly byte[] s_pings = [.. Enumerable.Range(0, 1000).SelectMany(_ => Frame(Ping, 0, 0, new byte[8]))];

    private static readonly byte[] s_hugeCall = Call(Path, ("x-filler", new string('a', 16_000)));

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("rapid reset: 10,000 calls a second opened and reset", 1, address => ConnectAsync(address), Resets),
        new("ping flood: 100,000 a second", 1, address => ConnectAsync(address), _ => s_pings),
        new("huge headers: 10 MB a second", 1, address => ConnectAsync(address), HugeHeaders),
        new("slow readers: 500 that take no answer", 500, address => CallAsync(address, Health, window: 0, whole: true)),
        new("slow senders: 500 whose message never ends", 500, address => CallAsync(address, Path, window: null, whole: false)),
        new("idle: 10,000 connections", 10_000, address => ConnectAsync(address)),
    ];

    /// <param name="address">Whom it attacks.</param>
    /// <param name="open">Called for each connection that it has opened.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Uri address, Action open, CancellationToken cancellation)
    {
        try
        {
            await Parallel.ForAsync(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellation }, async (_, stop) =>
            {
                while (!stop.IsCancellationRequested)
                    await OnceAsync(address, open, stop);
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }

    /// <summary>One connection, until the server or the measurement ends it.</summary>
    private async Task OnceAsync(Uri address, Action open, CancellationToken stop)
    {
        try
        {
            using var peer = await BeginAsync(address);
            open();
            var ending = peer.EndAsync();
            for (var turn = 0; !ending.IsCompleted && !stop.IsCancellationRequested; turn++)
            {
                if (Again is null)
                    await Task.WhenAny(ending, Task.Delay(Timeout.Infinite, stop));
                else
                    await SendAsync(peer, Again(turn), stop);
            }
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            await Task.Delay(s_turn, stop);
        }
    }

    private static async Task SendAsync(Http2Peer peer, byte[] frames, CancellationToken stop)
    {
        await peer.SendAsync(frames);
        await Task.Delay(s_turn, stop);
    }

    private static byte[] Resets(int turn) =>
    [
        .. Enumerable.Range(turn * 100, 100).SelectMany(call => Frame(Headers, EndHeaders, (2 * call) + 1, Call(Path)).Concat(Frame(Reset, 0, (2 * call) + 1, [0, 0, 0, 8]))),
    ];

    private static byte[] HugeHeaders(int turn) =>
        [.. Enumerable.Range(turn * 6, 6).SelectMany(call => Frame(Headers, EndHeaders | EndStream, (2 * call) + 1, s_hugeCall))];

    private static async Task<Http2Peer> CallAsync(Uri address, string path, int? window, bool whole)
    {
        var peer = await ConnectAsync(address, window);
        await peer.SendAsync([.. Frame(Headers, EndHeaders, 1, Call(path)), .. Frame(Data, whole ? EndStream : (byte)0, 1, whole ? new byte[5] : [0, 0, 0, 100, 0])]);
        return peer;
    }
}
