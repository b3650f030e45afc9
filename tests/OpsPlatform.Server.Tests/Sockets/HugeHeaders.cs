using System.Text;
using static OpsPlatform.Server.Tests.Sockets.Http2Peer;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>Headers that are huge, or unpack to what is, or never end.</summary>
public sealed class HugeHeaders(ImpatientServer impatient) : SocketTest(impatient)
{
    private const int ProtocolError = 1;
    private const int CompressionError = 9;

    [Theory]
    [InlineData(1, 12_000)]
    [InlineData(3, 4_000)]
    public async Task Headers_of_less_than_16_KiB_are_taken(int fields, int size)
    {
        using var peer = await AskAsync(fields, size);

        // The status 200 by its number in HPACK's static table.
        (await peer.NextAsync(Headers)).ShouldNotBeNull().Payload[0].ShouldBe((byte)0x88);
    }

    [Fact]
    public async Task Of_more_the_client_is_told()
    {
        using var peer = await AskAsync(5, 4_000);

        Encoding.Latin1.GetString((await peer.NextAsync(Headers)).ShouldNotBeNull().Payload).ShouldContain("431");
    }

    [Fact]
    public async Task A_single_one_of_more_ends_the_connection()
    {
        using var peer = await AskAsync(1, 17_000);

        (await peer.EndAsync()).ShouldBe(CompressionError);
    }

    [Fact]
    public async Task Headers_that_never_end_end_the_connection()
    {
        using var peer = await ConnectAsync();
        await peer.SendAsync(Frame(Headers, 0, 1, Call(GetBudget)));
        var ending = peer.EndAsync();

        (await peer.PourAsync(Frame(Continuation, 0, 1, Field("x-filler", new string('a', 8_000))), 10_000, TimeSpan.FromSeconds(2))).ShouldNotBeNull();

        (await ending).ShouldBeOneOf(ProtocolError, null);
    }

    [Fact]
    public async Task A_header_that_is_sent_once_and_repeated_by_its_number_is_counted_each_time()
    {
        using var peer = await ConnectAsync();

        // As literal with indexing (0x40), then a thousand times the first entry of the table that it went into (62): 4 KB of headers that unpack to 3 MB.
        byte[] once = [0x40, .. Field("x-filler", new string('a', 3_000)).AsSpan(1..)];
        await peer.SendAsync(Frame(Headers, EndHeaders | EndStream, 1, [.. Call(GetBudget), .. once, .. Enumerable.Repeat((byte)(0x80 | 62), 1000)]));

        (await peer.EndAsync()).ShouldBe(ProtocolError);
    }

    [Fact]
    public async Task Headers_that_stop_in_the_middle_end_the_connection()
    {
        using var peer = await ConnectAsync();
        await peer.SendAsync(Frame(Headers, 0, 1, Call(GetBudget)));

        // Whether the code still goes out depends on who is first.
        (await peer.EndAsync()).ShouldBeOneOf(InternalError, null);
    }

    /// <summary>A call of the health service with so many headers more.</summary>
    private async Task<Http2Peer> AskAsync(int fields, int size)
    {
        var peer = await ConnectAsync();
        var block = Call("/grpc.health.v1.Health/Check", [.. Enumerable.Range(0, fields).Select(i => ($"x-filler-{i}", new string('a', size)))]);
        await peer.SendAsync(
        [
            .. Frame(Headers, 0, 1, block.AsSpan(..12_000)), .. Frame(Continuation, EndHeaders, 1, block.AsSpan(12_000..)), .. Frame(Data, EndStream, 1, new byte[5]),
        ]);
        return peer;
    }
}
