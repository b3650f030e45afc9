using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Compression;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Pipeline;

/// <summary>Messages as a broken or hostile client sends them. Each has its published error, and the server goes on.</summary>
public sealed class BadMessages(RunningServer server) : ServerTest(server)
{
    private const int Limit = 4 * 1024 * 1024;

    public static TheoryData<string> Rpcs => [.. Rpc.Names.Except(["GetCaller"])];

    [Theory, MemberData(nameof(Rpcs))]
    public async Task Random_bytes_are_refused_or_fail_as_a_request(string rpc)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            var error = (await Server.Operator.Invoker.Send(Rpc.Named(rpc), bytes).Outcome()).ShouldNotBeNull($"seed {seed}");
            error.Code.ShouldBeOneOf(StatusCode.InvalidArgument, StatusCode.NotFound);
            error.Reason.ShouldBeOneOf("MESSAGE_UNREADABLE", "INVALID_FIELD", "RESOURCE_NOT_FOUND");
        }
    }

    [Fact]
    public async Task A_message_that_ends_in_the_middle_is_unreadable()
    {
        var error = await Server.Operator.Invoker.Send(Rpc.Named("GetBudget"), [10, 200]).Refused(ErrorReason.MessageUnreadable);
        error.Message.ShouldNotContain("rotocol", Case.Sensitive, "no text of a library is told");
        error.Localized.ShouldBe(error.Message);
    }

    [Fact]
    public async Task A_message_of_more_than_4_MiB_is_too_large_and_one_of_4_MiB_is_not()
    {
        var error = await Server.Operator.Invoker.Send(Rpc.Named("GetBudget"), Padded(Limit + 1)).Refused(ErrorReason.MessageTooLarge);
        error.Info.Metadata["limit"].ShouldBe($"{Limit}");
        await Server.Operator.Invoker.Send(Rpc.Named("GetBudget"), Padded(Limit)).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_compressed_message_that_swells_is_too_large()
    {
        var bomb = new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        var padded = Padded(256 * 1024 * 1024);
        await Server.Operator.Invoker.Send(Rpc.Named("GetBudget"), Padded(Limit), bomb).Refused(ErrorReason.ResourceNotFound);
        await Server.Operator.Invoker.Send(Rpc.Named("GetBudget"), padded, bomb).Refused(ErrorReason.MessageTooLarge);
    }

    [Fact]
    public void No_more_of_it_is_unpacked_than_a_message_may_have()
    {
        var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            packing.Write(Padded(64 * 1024 * 1024));
        packed.Position = 0;

        using var unpacked = new BoundedCompression(new GzipCompressionProvider(CompressionLevel.Fastest), Limit).CreateDecompressionStream(packed);
        var (read, buffer) = (0L, new byte[8192]);
        Should.Throw<RpcException>(() =>
        {
            while (unpacked.Read(buffer) is > 0 and var count)
                read += count;
        });
        read.ShouldBeInRange(Limit - buffer.Length, Limit);
    }

    [Fact]
    public async Task Text_that_is_no_UTF_8_is_named()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var request = new RecordExpenseRequest { Parent = budget.Name, Line = "content", AmountMicros = 1, Purpose = "????" }.ToByteArray();
        Replace(request, "????"u8, [0xC3, 0x28, 0xFF, 0xFE]);
        (await Server.Operator.Invoker.Send(Rpc.Named("RecordExpense"), request).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["purpose"]);
        (await Server.GetAsync(budget.Name)).ShouldBe(budget);
    }

    [Fact]
    public async Task Text_that_the_database_cannot_keep_is_refused()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var call = Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, Purpose = "a\0b" });
        await call.Refused(ErrorReason.TextUnstorable);
        await Operator.ListBudgetsAsync(new() { Parent = Workspace, Filter = "display_name = \"a\0b\"" }).Refused(ErrorReason.FilterInvalid);
    }

    [Fact]
    public async Task Messages_nested_a_thousand_deep_are_unreadable()
    {
        // Groups within groups, in a field that no message of ours has.
        var nested = Enumerable.Repeat<byte[]>([0xA3, 0x06], 1000).SelectMany(tag => tag).ToArray();
        await Server.Operator.Invoker.Send(Rpc.Named("GetBudget"), nested).Refused(ErrorReason.MessageUnreadable);
    }

    /// <summary>A request with a field that it does not know, of so many bytes in all.</summary>
    private static byte[] Padded(int bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        new GetBudgetRequest { Name = $"{Workspace}/budgets/nowhere" }.WriteTo(output);
        output.WriteTag(1000, WireFormat.WireType.LengthDelimited);
        output.Flush();
        var rest = bytes - (int)stream.Length;
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(new byte[rest - CodedOutputStream.ComputeLengthSize(rest)]));
        output.Flush();
        stream.Length.ShouldBe(bytes);
        return stream.ToArray();
    }

    private static void Replace(byte[] message, ReadOnlySpan<byte> part, ReadOnlySpan<byte> other) => other.CopyTo(message.AsSpan(message.AsSpan().IndexOf(part)));
}
