using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using OpsPlatform.Server.Tests.Program;
using OpsPlatform.Testing;
using static OpsPlatform.Server.Tests.Sockets.Http2Peer;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>Connections: how many, and whether anybody is at their other end.</summary>
public sealed class Crowding(PostgresCluster cluster)
{
    private const int Connections = 10_000;
    private const long MostBytesEach = 64 * 1024;

    [Fact]
    public async Task Ten_thousand_idle_connections_are_held_and_others_are_served()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        var (grpc, http) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        await using var server = ServerProcess.Start(database.ConnectionString, [.. ServerProcess.Ports(grpc, http), "--Logging:LogLevel:Default=Warning"]);
        using var browser = new HttpClient();
        await UntilServedAsync(browser, http);
        var before = MemoryOf(server);
        var connections = new ConcurrentBag<Socket>();
        try
        {
            await Parallel.ForAsync(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                connections.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, grpc, cancellation);
                await socket.SendAsync(Greeting, cancellation);

                // Whoever is taken in is greeted; who is not has the connection closed.
                (await socket.ReceiveAsync(new byte[9], cancellation)).ShouldBe(9);
            });

            await UntilServedAsync(browser, http);
            (MemoryOf(server) - before).ShouldBeLessThan(Connections * MostBytesEach);
        }
        finally
        {
            foreach (var socket in connections)
                socket.Dispose();
        }
    }

    [Fact]
    public async Task One_connection_more_than_the_limit_is_closed_until_another_one_ends()
    {
        await using var server = await StartAsync(("MaxConnections", "10"));
        var peers = new List<Http2Peer>();
        while (peers.Count < 20)
            peers.Add(await Http2Peer.ConnectAsync(server.GrpcAddress));

        var greetings = await Task.WhenAll(peers.Select(peer => peer.NextAsync(Settings)));
        greetings.Count(greeting => greeting is not null).ShouldBe(10);
        peers.ForEach(peer => peer.Dispose());
        await UntilServedAsync(new HttpClient(), server.HttpAddress.Port);
    }

    [Fact]
    public async Task A_stream_whose_reader_has_gone_silently_is_ended()
    {
        await using var server = await StartAsync(("PingDelay", "00:00:01"), ("PingTimeout", "00:00:01"));
        using var peer = await Http2Peer.ConnectAsync(server.GrpcAddress);
        await peer.SendAsync(Frame(Headers, EndHeaders, 1, Call("/grpc.health.v1.Health/Watch")));
        await peer.SendAsync(Frame(Data, EndStream, 1, new byte[5]));
        (await peer.NextAsync(Data)).ShouldNotBeNull();

        // It reads, but no longer answers.
        (await peer.NextAsync(Ping)).ShouldNotBeNull();
        await peer.EndAsync();
    }

    private async Task<RunningServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var server = new RunningServer(cluster)
        {
            Configure = builder => builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Sockets:{setting.Name}", (string?)setting.Value))),
        };
        await server.InitializeAsync();
        return server;
    }

    private static async Task UntilServedAsync(HttpClient browser, int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                (await browser.GetAsync(new Uri($"http://127.0.0.1:{port}/.well-known/openid-configuration"), limit.Token)).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    private static long MemoryOf(ServerProcess server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.WorkingSet64;
    }
}
