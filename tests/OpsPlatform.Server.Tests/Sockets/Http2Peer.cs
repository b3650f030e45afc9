using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>An HTTP/2 client that sends whatever frames a test wants (RFC 9113), in whatever order.</summary>
internal sealed class Http2Peer : IDisposable
{
    public const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, Continuation = 9;
    public const byte EndStream = 1, Ack = 1, EndHeaders = 4;
    public const int NoError = 0, InternalError = 2, EnhanceYourCalm = 0xb;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>With which every connection begins: the preface, and settings that change nothing.</summary>
    public static byte[] Greeting { get; } = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])];

    private readonly TcpClient _socket = new();
    private NetworkStream _stream = null!;

    public static async Task<Http2Peer> ConnectAsync(Uri address, int? window = null)
    {
        var peer = new Http2Peer();
        await peer._socket.ConnectAsync(address.Host, address.Port);
        peer._stream = peer._socket.GetStream();
        await peer.SendAsync(Greeting);
        if (window is { } bytes)
        {
            // SETTINGS_INITIAL_WINDOW_SIZE
            byte[] setting = [0, 4, 0, 0, 0, 0];
            BinaryPrimitives.WriteInt32BigEndian(setting.AsSpan(2), bytes);
            await peer.SendAsync(Frame(Settings, 0, 0, setting));
        }

        return peer;
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, (payload.Length << 8) | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>The headers of a gRPC call, and more of them if a test wants.</summary>
    public static byte[] Call(string path, params (string Name, string Value)[] more) =>
    [
        .. Field(":method", "POST"), .. Field(":scheme", "http"), .. Field(":path", path), .. Field(":authority", "ops"),
        .. Field("content-type", "application/grpc"), .. Field("te", "trailers"), .. more.SelectMany(header => Field(header.Name, header.Value)),
    ];

    /// <summary>A header field that is not to be remembered, in plain letters (RFC 7541 section 6.2.2).</summary>
    public static byte[] Field(string name, string value) => [0, .. Text(name), .. Text(value)];

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    /// <summary>Sends the same again and again until the server takes no more.</summary>
    /// <returns>How many bytes it took; null when that was all.</returns>
    public async Task<long?> PourAsync(byte[] bytes, int times, TimeSpan patience)
    {
        for (var i = 0; i < times; i++)
        {
            try
            {
                await _stream.WriteAsync(bytes).AsTask().WaitAsync(patience);
            }
            catch (Exception e) when (e is IOException or TimeoutException)
            {
                return (long)i * bytes.Length;
            }
        }

        return null;
    }

    /// <summary>Reads until a frame of the type comes; null when the connection ends without one.</summary>
    public async Task<(byte Flags, int Stream, byte[] Payload)?> NextAsync(byte type)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var head = new byte[9];
            while (true)
            {
                await _stream.ReadExactlyAsync(head, limit.Token);
                var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >>> 8];
                await _stream.ReadExactlyAsync(payload, limit.Token);
                if (head[3] == type)
                    return (head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
            }
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The error code with which the server ends the connection; null when it only closes it.</summary>
    public async Task<int?> EndAsync() =>
        await NextAsync(GoAway) is { } end ? BinaryPrimitives.ReadInt32BigEndian(end.Payload.AsSpan(4)) : null;

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    /// <summary>Its length as a number of 7 bits and more (RFC 7541 section 5.1), then the letters.</summary>
    private static byte[] Text(string text)
    {
        var letters = Encoding.ASCII.GetBytes(text);
        if (letters.Length < 127)
            return [(byte)letters.Length, .. letters];
        List<byte> length = [127];
        var rest = letters.Length - 127;
        for (; rest >= 128; rest >>= 7)
            length.Add((byte)(rest | 128));
        return [.. length, (byte)rest, .. letters];
    }
}
