using System.Buffers.Text;
using System.Text;
using Google.Protobuf;
using OpsPlatform.Events.V1;
using static OpsPlatform.Client.EventChainFaultKind;
using static OpsPlatform.Client.Tests.Events.SignedHistory;

namespace OpsPlatform.Client.Tests.Events;

/// <summary>What a checkpoint proves, and what is none.</summary>
public sealed class Checkpoints : IDisposable
{
    private const int Count = 30;

    private readonly SignedHistory _history = SignedHistory.Of(seed: 7, Count);

    public void Dispose() => _history.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(Count)]
    public void One_that_was_handed_out_earlier_fits_the_history_that_went_on(int position)
    {
        var checkpoint = _history.Checkpoint(position);
        Verify(_history.File(), checkpoint.Jws, _history.Jwks).GivenCheckpointPosition.ShouldBe(position);
        Verify(_history.File(), JsonFormatter.Default.Format(checkpoint)).GivenCheckpointPosition.ShouldBe(position);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    public void It_finds_a_history_that_was_rewritten_as_a_whole_and_signed_anew(int position)
    {
        using var rewritten = _history.Copy();
        rewritten.Events[position - 1].Actor = "users/somebody-else";
        rewritten.Chain();
        Verify(rewritten.File()).IsIntact.ShouldBeTrue("the attacker has the platform's database and its keys");
        Fault(rewritten.File(), _history.Checkpoint(17).Jws).ShouldBe((CheckpointDiffers, 17));
    }

    [Fact]
    public void It_fits_an_export_that_begins_right_after_it_and_none_that_begins_later()
    {
        Verify(_history.File(first: 18), _history.Checkpoint(17).Jws).IsIntact.ShouldBeTrue();
        Fault(_history.File(first: 19), _history.Checkpoint(17).Jws).ShouldBe((CheckpointUnrelated, 17));
    }

    [Fact]
    public void An_export_that_ends_before_it_is_cut_off()
    {
        using var shorter = _history.Copy();
        shorter.Events.RemoveRange(10, 20);
        Fault(shorter.File(), _history.Checkpoint(17).Jws).ShouldBe((Truncated, 11));
    }

    [Fact]
    public void One_of_another_workspace_is_unrelated() =>
        Fault(_history.File(), _history.Checkpoint(17, workspace: "workspaces/globex").Jws).ShouldBe((CheckpointUnrelated, 17));

    [Fact]
    public void One_of_another_key_is_invalid()
    {
        using var other = SignedHistory.Of(seed: 8, Count);
        Fault(_history.File(), other.Checkpoint(17).Jws).Kind.ShouldBe(CheckpointInvalid);
        Fault(_history.File(), _history.Checkpoint(17).Jws, other.Jwks).Kind.ShouldBe(CheckpointInvalid);
        Fault(_history.File(), _history.Checkpoint(17, keyId: "k2").Jws).Kind.ShouldBe(CheckpointInvalid);
    }

    [Fact]
    public void The_keys_that_are_given_count_and_not_those_of_the_export()
    {
        using var forger = SignedHistory.Of(seed: 7, Count);
        Verify(forger.File()).IsIntact.ShouldBeTrue();
        Fault(forger.File(), null, _history.Jwks).Kind.ShouldBe(CheckpointInvalid);
    }

    [Theory]
    [InlineData("at+jwt", "ES256")]
    [InlineData("checkpoint+jwt", "none")]
    [InlineData("checkpoint+jwt", "HS256")]
    public void What_the_same_key_signed_for_another_purpose_is_none(string type, string algorithm) =>
        Fault(_history.File(), _history.Checkpoint(17, type: type, algorithm: algorithm).Jws).Kind.ShouldBe(CheckpointInvalid);

    [Fact]
    public void A_changed_payload_is_forged()
    {
        var parts = _history.Checkpoint(17).Jws.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"position\":17", "\"position\":18");
        var forged = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
        Fault(_history.File(), forged).Kind.ShouldBe(CheckpointInvalid);
        Fault(_history.File(), $"{parts[0]}.{parts[1]}.").Kind.ShouldBe(CheckpointInvalid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("{}")]
    [InlineData("{\"jws\": 5}")]
    [InlineData("{\"jws\": null}")]
    [InlineData("not a checkpoint at all")]
    public void What_is_no_checkpoint_is_told(string text)
    {
        Fault(_history.File(), text).Kind.ShouldBe(CheckpointInvalid);
        Fault(_history.File(), text, _history.Jwks).Kind.ShouldBe(CheckpointInvalid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"keys\":[5]}")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k1\",\"x\":\"AA\",\"y\":\"AA\"}]}")]
    public void What_is_no_key_set_is_told(string jwks) => Fault(_history.File(), null, jwks).Kind.ShouldBe(KeysUnreadable);

    [Fact]
    public void An_end_whose_fields_are_not_those_that_were_signed_is_invalid()
    {
        foreach (var field in Checkpoint.Descriptor.Fields.InDeclarationOrder().Select(field => field.Name))
        {
            var end = _history.Checkpoint(Count);
            var earlier = _history.Checkpoint(Count - 1);
            var descriptor = Checkpoint.Descriptor.FindFieldByName(field);
            descriptor.Accessor.SetValue(end, field == "sign_time" ? null : descriptor.Accessor.GetValue(earlier));
            Fault(_history.File(end: end)).Kind.ShouldBe(CheckpointInvalid, field);
        }

        Fault(_history.File(end: _history.Checkpoint(Count - 1))).ShouldBe((CheckpointDiffers, Count - 1));
    }

    private static (EventChainFaultKind Kind, long Position) Fault(byte[] file, string? checkpoint = null, string? jwks = null)
    {
        var fault = Verify(file, checkpoint, jwks).Fault.ShouldNotBeNull();
        return (fault.Kind, fault.Position);
    }
}
