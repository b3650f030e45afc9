using OpsPlatform.Events.V1;
using static OpsPlatform.Client.EventChainFaultKind;
using Part = OpsPlatform.Events.V1.ExportEventsResponse.PartOneofCase;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>An export as a whole: its parts in their order, and what checkpoints say of its events.</summary>
/// <param name="chain">Its events.</param>
/// <param name="checkpoint">One that was handed out earlier, or null.</param>
/// <param name="jwks">Keys from elsewhere, or null for those of the export.</param>
internal sealed class EndCheck(ChainCheck chain, string? checkpoint, string? jwks)
{
    private CheckpointKeys? _keys;
    private string? _given;
    private SignedCheckpoint? _end;
    private long? _givenPosition;
    private string _workspace = "";
    private Part _last = Part.None;

    // What the events were at the position of the given checkpoint. It is not known whether that is genuine before the keys have been read.
    private long? _claimedPosition;
    private byte[]? _hashThere;

    /// <summary>What was given is read first: a long file is not read in vain.</summary>
    public void ReadGiven()
    {
        try
        {
            _keys = jwks is null ? null : new CheckpointKeys(jwks);
        }
        catch (FormatException e)
        {
            throw new ChainFaultException(new EventChainFault(KeysUnreadable) { Detail = e.Message });
        }

        if (checkpoint is null)
            return;
        _given = Readable(() => SignedCheckpoint.Signature(checkpoint));
        if (_keys is not null)
            _ = Readable(() => SignedCheckpoint.Open(_given, _keys));
        _claimedPosition = Readable(() => SignedCheckpoint.ClaimedPosition(_given));
    }

    public void Read(ExportEventsResponse part)
    {
        var isStart = part.PartCase == Part.Start;
        if (part.PartCase == Part.None || isStart != (_last == Part.None) || _last == Part.End)
            throw new ChainFaultException(new EventChainFault(Unreadable, Next) { Detail = "its parts do not follow each other as those of an export do" });
        _last = part.PartCase;
        switch (part.PartCase)
        {
            case Part.Start:
                _workspace = part.Start.Workspace;
                chain.Begin(part.Start);
                Remember();
                break;
            case Part.Batch:
                foreach (var one in part.Batch.Events)
                {
                    chain.Add(one);
                    Remember();
                }

                break;
            default:
                End(part.End);
                break;
        }
    }

    /// <summary>The file has ended.</summary>
    public void Finish()
    {
        if (_last == Part.End)
            return;
        chain.Finish();
        throw new ChainFaultException(new EventChainFault(Truncated, Next));
    }

    public EventChainReport Report(EventChainFault? fault) => new()
    {
        // What cannot be read has no position of its own: it lies after what could.
        Fault = fault is { Kind: Unreadable or Truncated, Position: 0 } && _last != Part.None ? fault with { Position = Next } : fault,
        Workspace = _workspace,
        FirstPosition = chain.FirstPosition,
        LastPosition = chain.LastPosition,
        HeadHash = Convert.ToHexStringLower(chain.Head),
        EventCount = chain.EventCount,
        StreamCount = chain.StreamCount,
        SignTime = fault is null ? _end?.SignTime : null,
        GivenCheckpointPosition = _givenPosition,
        HasOwnKeys = jwks is null,
        Uncompared = chain.Uncompared,
    };

    private long Next => chain.LastPosition + 1;

    private void Remember()
    {
        if (chain.LastPosition == _claimedPosition)
            _hashThere ??= chain.Head;
    }

    private void End(ExportEnd end)
    {
        chain.Finish();
        _keys ??= Readable(() => new CheckpointKeys(end.Jwks));
        _end = Readable(() => SignedCheckpoint.Open(end.Checkpoint?.Jws ?? "", _keys));
        if (!Says(end.Checkpoint!, _end))
            throw new ChainFaultException(new EventChainFault(CheckpointInvalid) { Detail = "its fields are not those that were signed" });
        Fits(_end, chain.Head);
        if (_given is null)
            return;
        var given = Readable(() => SignedCheckpoint.Open(_given, _keys));
        Fits(given, _hashThere);
        _givenPosition = given.Position;
    }

    private void Fits(SignedCheckpoint signed, byte[]? hash)
    {
        if (signed.Workspace != _workspace || signed.Position < chain.FirstPosition - 1)
            throw new ChainFaultException(new EventChainFault(CheckpointUnrelated, signed.Position) { Detail = signed.Workspace });
        if (signed.Position > chain.LastPosition)
            throw new ChainFaultException(new EventChainFault(Truncated, Next) { Detail = $"{signed.Position}" });
        if (hash is null || !hash.AsSpan().SequenceEqual(signed.Hash) || (ReferenceEquals(signed, _end) && signed.Position != chain.LastPosition))
            throw new ChainFaultException(new EventChainFault(CheckpointDiffers, signed.Position));
    }

    private static bool Says(Checkpoint message, SignedCheckpoint signed) =>
        message.Name == $"{signed.Workspace}/checkpoints/{signed.Position}" && message.Position == signed.Position
        && message.Hash.Span.SequenceEqual(signed.Hash) && message.SignTime is { Nanos: 0 } time && time.Seconds == signed.SignTime.ToUnixTimeSeconds();

    private static T Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new ChainFaultException(new EventChainFault(CheckpointInvalid) { Detail = e.Message });
        }
    }
}
