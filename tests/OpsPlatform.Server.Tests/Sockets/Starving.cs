using System.Net.Sockets;
using System.Text;
using static OpsPlatform.Server.Tests.Sockets.Http2Peer;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>Peers that keep a connection, or a message, and hardly go on.</summary>
public sealed class Starving(ImpatientServer impatient) : SocketTest(impatient)
{
    [Fact]
    public async Task Who_does_not_take_the_answer_is_cut_off()
    {
        using var peer = await ConnectAsync(window: 0);
        await peer.SendAsync(Frame(Headers, EndHeaders, 1, Call("/grpc.health.v1.Health/Check")));
        await peer.SendAsync(Frame(Data, EndStream, 1, new byte[5]));

        (await peer.EndAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Who_sends_a_message_byte_by_byte_is_cut_off()
    {
        using var peer = await ConnectAsync();
        await peer.SendAsync(Frame(Headers, EndHeaders, 1, Call(GetBudget, ("authorization", $"Bearer {await Server.Reader.TokenAsync()}"))));
        await peer.SendAsync(Frame(Data, 0, 1, [0, 0, 0, 16, 0]));
        var ending = peer.EndAsync();
        while (!ending.IsCompleted)
        {
            await peer.PourAsync(Frame(Data, 0, 1, [0]), 1, TimeSpan.FromSeconds(5));
            await Task.WhenAny(ending, Task.Delay(200));
        }

        (await ending).ShouldBeNull();
    }

    [Theory]
    [InlineData(15_000, true)]
    [InlineData(17_000, false)]
    public async Task Who_has_no_valid_token_is_told_so_before_more_than_16_KiB_are_read(int size, bool whole)
    {
        using var peer = await ConnectAsync();
        await peer.SendAsync(Frame(Headers, EndHeaders, 1, Call(GetBudget, ("authorization", "Bearer nonsense"))));
        await peer.SendAsync(Frame(Data, 0, 1, [0, 0, 0, (byte)(size >> 8), (byte)size]));
        var answering = peer.NextAsync(Headers);

        // The end of a message that is too large need not come.
        await peer.SendAsync([.. Frame(Data, 0, 1, new byte[7_000]), .. Frame(Data, 0, 1, new byte[7_000]), .. Frame(Data, 0, 1, new byte[size - 14_001])]);
        if (whole)
            await peer.SendAsync(Frame(Data, EndStream, 1, new byte[1]));

        Details((await answering).ShouldNotBeNull().Payload).ShouldContain("TOKEN_INVALID");
    }

    [Fact]
    public async Task A_connection_without_a_call_is_closed()
    {
        using var peer = await ConnectAsync();
        (await peer.EndAsync()).ShouldBe(0);

        using var silent = new TcpClient();
        await silent.ConnectAsync(Server.HttpAddress.Host, Server.HttpAddress.Port);
        await silent.UntilClosedAsync();
    }

    [Theory]
    [InlineData("POST /connect/to")]
    [InlineData("POST /connect/token HTTP/1.1\r\nHost: ops\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ngrant_type=")]
    public async Task Half_a_token_request_is_not_waited_for(string half)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Server.HttpAddress.Host, Server.HttpAddress.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(half));

        (await socket.UntilClosedAsync()).ShouldStartWith("HTTP/1.1 408");
    }

    /// <summary>The value of grpc-status-details-bin is base64 of a message that holds the reason in plain letters.</summary>
    private static string Details(byte[] headers)
    {
        var text = Encoding.Latin1.GetString(headers);
        var value = text[(text.IndexOf("grpc-status-details-bin") + "grpc-status-details-bin".Length)..];
        var base64 = new string([.. value.SkipWhile(letter => letter != 'C').TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/')]);
        return Encoding.Latin1.GetString(Convert.FromBase64String(base64[..(base64.Length / 4 * 4)]));
    }
}
