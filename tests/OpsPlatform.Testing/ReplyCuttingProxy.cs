using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OpsPlatform.Testing;

/// <summary>
/// Stands between the store and PostgreSQL, and can break a connection before a request arrives or before its reply does; or between
/// any two, and can break a connection at any time.
/// </summary>
public sealed class ReplyCuttingProxy : IAsyncDisposable
{
    /// <summary>PostgreSQL's ReadyForQuery outside a transaction, the last message of a reply: what was sent before it has been committed.</summary>
    private static readonly byte[] Ready = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private volatile Cut _cut;
    private volatile int _spared;

    public ReplyCuttingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public enum Cut
    {
        Nothing,
        Request,
        Reply,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What happens to the next request, once, or to a later one; the requests come one after another.</summary>
    /// <param name="spared">How many requests, or their replies, pass unharmed before.</param>
    public void CutNext(Cut cut, int spared = 0) => (_spared, _cut) = (spared, cut);

    /// <summary>Breaks one of the connections there are now, if any.</summary>
    /// <param name="choice">Any number; it tells which.</param>
    public void BreakOne(int choice)
    {
        if (_open.Keys.ToArray() is { Length: > 0 } open)
            open[choice % open.Length].Close();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var client in _open.Keys)
            client.Close();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync()));
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient(_host, _port))
        {
            _open[client] = true;
            await Task.WhenAny(ForwardRequestsAsync(client.GetStream(), server.GetStream()), ForwardRepliesAsync(server.GetStream(), client.GetStream()));
            _open.TryRemove(client, out _);
        }
    }

    private async Task ForwardRequestsAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[65536];
        while (await client.ReadAsync(buffer) is var read and > 0)
        {
            if (_cut == Cut.Request && _spared-- == 0)
            {
                _cut = Cut.Nothing;
                return;
            }

            await server.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private async Task ForwardRepliesAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[65536];
        var tail = Array.Empty<byte>();
        while (await server.ReadAsync(buffer) is var read and > 0)
        {
            tail = [.. tail.Concat(buffer.Take(read)).TakeLast(Ready.Length)];
            var ends = tail.SequenceEqual(Ready);
            var withheld = _cut == Cut.Reply && _spared == 0;
            if (!withheld)
                await client.WriteAsync(buffer.AsMemory(0, read));
            if (ends && withheld)
            {
                _cut = Cut.Nothing;
                return;
            }

            if (ends && _cut == Cut.Reply)
                _spared--;
        }
    }
}
