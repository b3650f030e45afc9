using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace OpsPlatform.Server.Sockets;

/// <summary>
/// Spreads over each second what Kestrel does once a second to all connections: it wakes them through the thread pool, all at the same instant, and a call that comes just then
/// waits behind thousands of idle ones, or behind all that are cut off together.
/// </summary>
internal sealed class SpreadHeartbeat(ILogger<SpreadHeartbeat> log) : PeriodicWork(TimeSpan.FromSeconds(1.0 / Turns), TimeProvider.System, log)
{
    private const int Turns = 50;

    private readonly ConcurrentDictionary<Heart, bool>[] _hearts = [.. Enumerable.Range(0, Turns).Select(_ => new ConcurrentDictionary<Heart, bool>())];
    private int _connections;
    private int _turn;

    /// <summary>As Kestrel's connection middleware.</summary>
    public ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        var heart = new Heart();
        connection.Features.Set<IConnectionHeartbeatFeature>(heart);
        var hearts = _hearts[(uint)Interlocked.Increment(ref _connections) % Turns];
        hearts.TryAdd(heart, true);
        try
        {
            await next(connection);
        }
        finally
        {
            hearts.TryRemove(heart, out _);
        }
    };

    public override Task RunOnceAsync(CancellationToken cancellation)
    {
        foreach (var (heart, _) in _hearts[_turn++ % Turns])
            heart.Beat();
        return Task.CompletedTask;
    }

    /// <summary>What is done for one connection, again and again.</summary>
    private sealed class Heart : IConnectionHeartbeatFeature
    {
        private Action? _actions;

        public void OnHeartbeat(Action<object> action, object state) => _actions += () => action(state);

        public void Beat() => _actions?.Invoke();
    }
}
