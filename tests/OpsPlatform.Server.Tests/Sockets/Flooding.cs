using System.Net.Sockets;
using static OpsPlatform.Server.Tests.Sockets.Http2Peer;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>More than anybody needs, as fast as it can be sent.</summary>
public sealed class Flooding(ImpatientServer impatient) : SocketTest(impatient)
{
    private const int MostCalls = 200_000;

    /// <summary>What the operating system may keep for a connection, on both sides and in both directions, and some more.</summary>
    private const long MostBytes = 32 * 1024 * 1024;

    [Fact]
    public async Task Who_opens_calls_and_resets_them_at_once_is_sent_away()
    {
        // One of the two ways in which Kestrel puts an end to it; the other one is the error code.
        Server.Log.ExpectError("exceeded the output operations maximum queue size");
        using var peer = await ConnectAsync();
        var ending = peer.EndAsync();
        var call = 1;
        while (!ending.IsCompleted && call < MostCalls)
        {
            byte[] calls = [.. Enumerable.Range(0, 50).SelectMany(_ => OpenedAndReset(call += 2))];
            await peer.PourAsync(calls, 1, TimeSpan.FromSeconds(5));
            await Task.WhenAny(ending, Task.Delay(1));
        }

        // Where the machine is slow, the server may have taken it for idle before.
        (await ending).ShouldBeOneOf(EnhanceYourCalm, NoError, null);
        call.ShouldBeLessThan(MostCalls);
    }

    [Theory]
    [InlineData(Ping, 8)]
    [InlineData(Settings, 0)]
    public async Task Frames_whose_answers_nobody_reads_are_not_read_either(byte type, int size)
    {
        using var peer = await ConnectAsync();
        byte[] frames = [.. Enumerable.Range(0, 1000).SelectMany(_ => Frame(type, 0, 0, new byte[size]))];

        var taken = await peer.PourAsync(frames, 20_000, TimeSpan.FromSeconds(2));

        taken.ShouldNotBeNull().ShouldBeLessThan(MostBytes);
    }

    [Fact]
    public async Task Bytes_that_are_no_HTTP_end_the_connection()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Server.GrpcAddress.Host, Server.GrpcAddress.Port);
        var noise = new byte[4096];
        Random.Shared.NextBytes(noise);
        await socket.GetStream().WriteAsync(noise);

        await socket.UntilClosedAsync();
    }

    private static byte[] OpenedAndReset(int call) => [.. Frame(Headers, EndHeaders, call, Call(GetBudget)), .. Frame(Reset, 0, call, [0, 0, 0, 8])];
}
