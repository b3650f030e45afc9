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

    /// <summary>How the sessions name themselves that the store holds beside its pool, to listen, to announce and to lease.</summary>
    private static readonly byte[] Beside = [.. "application_name\0ops "u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private readonly ConcurrentDictionary<TcpClient, Connection> _open = new();
    private volatile TaskCompletionSource? _held;
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

    /// <summary>
    /// What happens to the next request of the store's pool, once, or to a later one; the requests come one after another. The sessions beside
    /// the pool pass unharmed.
    /// </summary>
    /// <param name="spared">How many requests, or their replies, pass unharmed before.</param>
    public void CutNext(Cut cut, int spared = 0) => (_spared, _cut) = (spared, cut);

    /// <summary>Breaks one of the connections there are now, if any.</summary>
    /// <param name="choice">Any number; it tells which.</param>
    public void BreakOne(int choice) => One(choice)?.Client.Close();

    /// <summary>Withholds what comes back on one connection from now to the end of a reply, and breaks it then.</summary>
    public void LoseReplyOfOne(int choice) => One(choice)?.LoseReply();

    /// <summary>Holds back whatever comes back, until it may pass.</summary>
    public void HoldReplies() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetRepliesPass() => _held?.SetResult();

    /// <summary>Holds back what comes back on one connection next.</summary>
    public void DelayReplyOfOne(int choice, TimeSpan delay) => One(choice)?.DelayReply(delay);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var client in _open.Keys)
            client.Close();
        await _accepting;
    }

    private Connection? One(int choice) => _open.Values.ToArray() is { Length: > 0 } open ? open[choice % open.Length] : null;

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
            var connection = _open[client] = new Connection(client);
            await Task.WhenAny(ForwardRequestsAsync(client.GetStream(), server.GetStream(), connection), ForwardRepliesAsync(server.GetStream(), client.GetStream(), connection));
            _open.TryRemove(client, out _);
        }
    }

    private async Task ForwardRequestsAsync(NetworkStream client, NetworkStream server, Connection connection)
    {
        var buffer = new byte[65536];
        while (await client.ReadAsync(buffer) is var read and > 0)
        {
            connection.IsBeside |= buffer.AsSpan(0, read).IndexOf(Beside) >= 0;
            if (!connection.IsBeside && _cut == Cut.Request && _spared-- == 0)
            {
                _cut = Cut.Nothing;
                return;
            }

            await server.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private async Task ForwardRepliesAsync(NetworkStream server, NetworkStream client, Connection connection)
    {
        var buffer = new byte[65536];
        var tail = Array.Empty<byte>();
        while (await server.ReadAsync(buffer) is var read and > 0)
        {
            tail = [.. tail.Concat(buffer.Take(read)).TakeLast(Ready.Length)];
            var ends = tail.SequenceEqual(Ready);
            if (_held is { } held)
                await held.Task;
            if (connection.TakeDelay() is { } delay)
                await Task.Delay(delay);
            if (connection.LosesReply)
            {
                if (ends)
                    return;
                continue;
            }

            var withheld = !connection.IsBeside && _cut == Cut.Reply && _spared == 0;
            if (!withheld)
                await client.WriteAsync(buffer.AsMemory(0, read));
            if (ends && withheld)
            {
                _cut = Cut.Nothing;
                return;
            }

            if (ends && !connection.IsBeside && _cut == Cut.Reply)
                _spared--;
        }
    }

    private sealed class Connection(TcpClient client)
    {
        private TimeSpan? _delay;
        private volatile bool _losesReply;

        public TcpClient Client => client;

        /// <summary>A session beside the pool, such as the one that listens: it is spared.</summary>
        public bool IsBeside { get; set; }

        public bool LosesReply => _losesReply;

        public void LoseReply() => _losesReply = true;

        public void DelayReply(TimeSpan delay) => _delay = delay;

        public TimeSpan? TakeDelay()
        {
            var delay = _delay;
            _delay = null;
            return delay;
        }
    }
}
