using Google.Protobuf;
using OpsPlatform.Events.V1;
using static OpsPlatform.Client.EventChainFaultKind;
using static OpsPlatform.Client.Tests.Events.SignedHistory;

namespace OpsPlatform.Client.Tests.Events;

/// <summary>What an export that somebody has worked on is found to be.</summary>
public sealed class Verifying : IDisposable
{
    private const int Count = 40;

    private readonly SignedHistory _history = SignedHistory.Of(seed: 20260312, Count);

    public static TheoryData<string> Fields => [.. ChainedEvent.Descriptor.Fields.InDeclarationOrder().Select(each => each.Name)];

    public void Dispose() => _history.Dispose();

    [Fact]
    public void A_history_as_it_was_stored_is_intact()
    {
        var report = Verify(_history.File());
        report.Fault.ShouldBeNull();
        (report.Workspace, report.FirstPosition, report.LastPosition, report.EventCount).ShouldBe((Workspace, 1, Count, Count));
        report.StreamCount.ShouldBe(_history.Events.Select(one => one.Stream).Distinct().Count());
        report.HeadHash.ShouldBe(Convert.ToHexStringLower(_history.Events[^1].Hash.Span));
        (report.HasOwnKeys, report.GivenCheckpointPosition, report.Uncompared.Count).ShouldBe((true, null, 0));
    }

    [Fact]
    public void A_workspace_in_which_nothing_happened_is_intact()
    {
        using var nothing = SignedHistory.Of(seed: 1, count: 0);
        var report = Verify(nothing.File());
        (report.IsIntact, report.EventCount, report.LastPosition).ShouldBe((true, 0, 0));
    }

    [Theory, MemberData(nameof(Fields))]
    public void Every_field_of_an_event_is_watched(string field)
    {
        foreach (var at in new[] { 0, Count / 2, Count - 1 })
        {
            using var edited = _history.Copy();
            var one = edited.Events[at];
            Edit(one, field);
            var fault = Verify(edited.File(end: _history.Checkpoint(Count))).Fault.ShouldNotBeNull($"{field} of event {at + 1}");
            fault.Kind.ShouldBe(field switch { "position" => Missing, "data_json" => JsonEdited, _ => Edited }, fault.ToString());
            fault.Position.ShouldBe(at + 1);
            if (field is not ("position" or "stream" or "version"))
                (fault.Stream, fault.Version).ShouldBe((_history.Events[at].Stream, _history.Events[at].Version));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(Count - 1)]
    public void A_removed_event_is_missed(int position)
    {
        using var edited = _history.Copy();
        edited.Events.RemoveAt(position - 1);
        Found(edited, Missing, position).ShouldContain($"Event {position} is missing.");
    }

    [Fact]
    public void Removed_events_are_missed_by_their_number()
    {
        using var edited = _history.Copy();
        edited.Events.RemoveRange(10, 5);
        Found(edited, Missing, 11).ShouldBe("Events 11 to 15 are missing.");
    }

    [Fact]
    public void The_last_events_are_missed_by_the_checkpoint()
    {
        using var edited = _history.Copy();
        edited.Events.RemoveRange(Count - 3, 3);
        Found(edited, Truncated, Count - 2).ShouldContain($"a checkpoint proves that there are events up to {Count}");
    }

    [Fact]
    public void A_removed_event_whose_successors_were_renumbered_is_found()
    {
        using var edited = _history.Copy();
        edited.Events.RemoveAt(9);
        for (var i = 9; i < edited.Events.Count; i++)
            edited.Events[i].Position--;
        Found(edited, Edited, 10);
    }

    [Fact]
    public void Swapped_events_are_out_of_order()
    {
        using var edited = _history.Copy();
        (edited.Events[4], edited.Events[25]) = (edited.Events[25], edited.Events[4]);
        Found(edited, OutOfOrder, 5).ShouldContain("it comes after event 26");
    }

    [Fact]
    public void Events_that_have_exchanged_their_positions_are_found()
    {
        using var edited = _history.Copy();
        (edited.Events[4].Position, edited.Events[5].Position) = (6, 5);
        (edited.Events[4], edited.Events[5]) = (edited.Events[5], edited.Events[4]);
        Found(edited, Edited, 5);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(Count)]
    public void A_repeated_event_is_found(int at)
    {
        using var edited = _history.Copy();
        edited.Events.Insert(at, edited.Events[3]);
        Found(edited, Repeated, 4);
    }

    [Fact]
    public void A_removed_event_with_all_hashes_recomputed_shows_in_its_stream_or_by_the_checkpoint()
    {
        using var edited = _history.Copy();
        var (inner, last) = (edited.Events.FindIndex(one => edited.Events.Exists(other => other.Stream == one.Stream && other.Version == one.Version + 1)), Count - 1);
        edited.Events.RemoveAt(inner);
        edited.Chain(renumber: true);
        Verify(edited.File()).Fault.ShouldNotBeNull().Kind.ShouldBe(StreamBroken);

        using var shorter = _history.Copy();
        shorter.Events.RemoveAt(last);
        Verify(shorter.File()).IsIntact.ShouldBeTrue("nobody can see this without a checkpoint");
        Verify(shorter.File(), _history.Checkpoint(Count).Jws).Fault.ShouldNotBeNull().Kind.ShouldBe(Truncated);
    }

    [Fact]
    public void A_type_that_this_client_does_not_know_is_checked_by_its_hash_and_named()
    {
        using var newer = _history.Copy();
        (newer.Events[2].Type, newer.Events[5].Type) = ("account_opened", "account_opened");
        newer.Chain();
        Verify(newer.File()).Uncompared.ShouldBe(new Dictionary<string, long> { ["account_opened"] = 2 });
        newer.Events[5].Wire = ByteString.CopyFromUtf8("other");
        Found(newer, Edited, 6);
    }

    [Fact]
    public void An_event_with_fields_or_values_that_this_client_does_not_know_is_named_too()
    {
        using var newer = _history.Copy();
        var one = newer.Events.First(each => each.Type == "budget_rejected");
        one.Wire = ByteString.CopyFrom([.. one.Wire, 0xFA, 0x3F, 0x01, 0x41]);
        one.DataJson = one.DataJson.TrimEnd(' ', '}') + (one.DataJson.Contains(':') ? "," : "") + " \"news\": \"A\" }";
        newer.Chain();
        var report = Verify(newer.File());
        report.Fault.ShouldBeNull();
        report.Uncompared.ShouldBe(new Dictionary<string, long> { ["budget_rejected"] = 1 });
    }

    [Theory]
    [InlineData("Edited")]
    [InlineData("JsonEdited")]
    [InlineData("Missing")]
    [InlineData("OutOfOrder")]
    [InlineData("Repeated")]
    [InlineData("StreamBroken")]
    [InlineData("Truncated")]
    [InlineData("Unreadable")]
    [InlineData("CheckpointInvalid")]
    [InlineData("CheckpointDiffers")]
    [InlineData("CheckpointUnrelated")]
    [InlineData("KeysUnreadable")]
    public void Every_fault_is_told_in_both_languages(string kind)
    {
        var fault = new EventChainFault(Enum.Parse<EventChainFaultKind>(kind), 7, "budgets/q4", 3);
        fault.Explain("zh-CN").ShouldContain(letter => letter >= '\u4e00' && letter <= '\u9fff');
        fault.Explain().ShouldBe(fault.ToString());
        fault.Explain().ShouldAllBe(letter => letter < '\u4e00');
        Enum.GetNames<EventChainFaultKind>().Length.ShouldBe(12);
    }

    private string Found(SignedHistory edited, EventChainFaultKind kind, long position)
    {
        var fault = Verify(edited.File(end: _history.Checkpoint(Count))).Fault.ShouldNotBeNull();
        (fault.Kind, fault.Position).ShouldBe((kind, position), fault.ToString());
        return fault.Explain();
    }

    private static void Edit(ChainedEvent one, string field)
    {
        switch (field)
        {
            case "position":
                one.Position += 1000;
                break;
            case "id":
                one.Id = $"{(one.Id[0] == '0' ? '1' : '0')}{one.Id[1..]}";
                break;
            case "version":
                one.Version++;
                break;
            case "time":
                one.Time.Nanos ^= 1 << 20;
                one.Time.Nanos -= one.Time.Nanos % 1000;
                break;
            case "wire":
                one.Wire = ByteString.CopyFrom([.. one.Wire, 0x08, 0x01]);
                break;
            case "data_json":
                one.DataJson = one.DataJson.Replace("\" }", "x\" }").Replace("}", ", \"actor\": \"x\" }");
                break;
            case "hash":
                one.Hash = ByteString.CopyFrom([(byte)(one.Hash[0] ^ 1), .. one.Hash.Skip(1)]);
                break;
            default:
                var text = ChainedEvent.Descriptor.FindFieldByName(field);
                text.Accessor.SetValue(one, text.Accessor.GetValue(one) + "x");
                break;
        }
    }
}
