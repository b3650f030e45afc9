using OpsPlatform.Events.V1;
using static OpsPlatform.Client.EventChainFaultKind;
using static OpsPlatform.Client.Tests.Events.SignedHistory;

namespace OpsPlatform.Client.Tests.Events;

/// <summary>Files that are no exports, or no longer.</summary>
public sealed class DamagedFiles : IDisposable
{
    private const int Count = 25;

    /// <summary>What gzip puts behind the last byte of the content, its own end mark included.</summary>
    private const int TrailerBytes = 16;

    private readonly SignedHistory _history = SignedHistory.Of(seed: 3, Count);

    public void Dispose() => _history.Dispose();

    [Fact]
    public void A_flipped_bit_is_found_wherever_it_is()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var plain = Plain(_history.Parts());
        for (var i = 0; i < 3000; i++)
        {
            var (at, bit) = (random.Next(plain.Length), random.Next(8));
            var flipped = (byte[])plain.Clone();
            flipped[at] ^= (byte)(1 << bit);

            var report = Verify(Compressed(flipped));
            if (report.IsIntact)
                Said(flipped).ShouldBe(Said(plain), $"seed {seed}, flip {i}: bit {bit} of byte {at} of {plain.Length}");
            else
                report.Fault!.Explain().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_flipped_bit_of_the_compressed_file_is_found_or_changes_nothing()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var file = _history.File();
        var head = Verify(file).HeadHash;
        for (var i = 0; i < 1000; i++)
        {
            var flipped = (byte[])file.Clone();
            flipped[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            var report = Verify(flipped);
            if (report.IsIntact)
                (report.HeadHash, report.EventCount).ShouldBe((head, Count), $"seed {seed}, flip {i}");
        }
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_truncated_or_unreadable()
    {
        var plain = Plain(_history.Parts());
        var file = Compressed(plain);
        for (var length = 0; length < plain.Length; length += 13)
        {
            var fault = Verify(Compressed(plain[..length])).Fault.ShouldNotBeNull($"cut at {length}");
            fault.Kind.ShouldBe(Truncated, $"cut at {length}");
            fault.Position.ShouldBeLessThanOrEqualTo(Count + 1);
        }

        for (var length = 0; length < file.Length - TrailerBytes; length += 17)
            Verify(file[..length]).Fault.ShouldNotBeNull($"cut at {length}").Kind.ShouldBeOneOf(Truncated, Unreadable);
    }

    [Fact]
    public void Parts_in_another_order_are_no_export()
    {
        var parts = _history.Parts();
        IEnumerable<ExportEventsResponse>[] orders =
        [
            parts.Skip(1), parts.Prepend(parts[0]), parts.Append(parts[^1]), parts.Append(parts[1]), [parts[0], new ExportEventsResponse(), .. parts.Skip(1)], [parts[^1], .. parts.SkipLast(1)],
        ];
        foreach (var order in orders)
            Verify(Compressed(Plain(order))).Fault.ShouldNotBeNull().Kind.ShouldBe(Unreadable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"events\": []}")]
    public void What_is_no_export_is_told(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Verify(bytes).Fault.ShouldNotBeNull().Kind.ShouldBeOneOf(Unreadable, Truncated);
        Verify(Compressed(bytes)).Fault.ShouldNotBeNull().Kind.ShouldBeOneOf(Unreadable, Truncated);
    }

    [Fact]
    public void A_length_beyond_all_measure_takes_no_memory() =>
        Verify(Compressed([0xFF, 0xFF, 0xFF, 0xFF, 0x7F])).Fault.ShouldNotBeNull().Kind.ShouldBe(Unreadable);

    /// <summary>What is vouched for: another spelling of the same numbers, or of keys that stay the same, changes none of it.</summary>
    private static IEnumerable<ExportEventsResponse> Said(byte[] plain)
    {
        using var file = new MemoryStream(plain);
        while (file.Position < file.Length)
        {
            var part = ExportEventsResponse.Parser.ParseDelimitedFrom(file);
            if (part.End is { } end)
                end.Jwks = "";
            yield return part;
        }
    }
}
