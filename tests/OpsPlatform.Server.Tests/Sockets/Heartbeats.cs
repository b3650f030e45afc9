using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPlatform.Server.Sockets;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>What Kestrel does for each connection once a second.</summary>
public sealed class Heartbeats : IDisposable
{
    private const int Connections = 200;
    private const int TurnsASecond = 50;

    private readonly SpreadHeartbeat _heartbeat = new(NullLogger<SpreadHeartbeat>.Instance);
    private readonly TaskCompletionSource _over = new();
    private readonly int[] _beats = new int[Connections];

    public void Dispose() => _heartbeat.Dispose();

    [Fact]
    public async Task Each_connection_has_one_a_second_and_no_two_turns_have_all_of_them()
    {
        var connections = Enumerable.Range(0, Connections).Select(ConnectAsync).ToArray();

        for (var turn = 1; turn <= TurnsASecond; turn++)
        {
            await _heartbeat.RunOnceAsync(CancellationToken.None);
            _beats.Sum().ShouldBe(turn * Connections / TurnsASecond);
        }

        _beats.ShouldAllBe(beats => beats == 1);
        _over.SetResult();
        await Task.WhenAll(connections);
    }

    [Fact]
    public async Task A_connection_that_has_ended_has_none()
    {
        var connection = ConnectAsync(0);
        _over.SetResult();
        await connection;

        for (var turn = 0; turn < TurnsASecond; turn++)
            await _heartbeat.RunOnceAsync(CancellationToken.None);

        _beats[0].ShouldBe(0);
    }

    private async Task ConnectAsync(int number)
    {
        await using var connection = new DefaultConnectionContext();
        await _heartbeat.Use(async accepted =>
        {
            accepted.Features.Get<IConnectionHeartbeatFeature>()!.OnHeartbeat(_ => _beats[number]++, this);
            await _over.Task;
        })(connection);
    }
}
