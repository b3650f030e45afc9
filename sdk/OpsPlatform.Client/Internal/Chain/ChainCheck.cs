using OpsPlatform.Events.V1;
using static OpsPlatform.Client.EventChainFaultKind;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>The events of an export, one after the other: each must follow from the one before it.</summary>
internal sealed class ChainCheck : IDisposable
{
    private readonly ChainDigest _digest = new();
    private readonly Dictionary<string, long> _versions = [];
    private readonly Dictionary<string, long> _uncompared = [];
    private ChainedEvent? _ahead;
    private long _missing;

    public long FirstPosition { get; private set; } = 1;

    public long LastPosition { get; private set; }

    public byte[] Head { get; private set; } = new byte[ChainDigest.HashBytes];

    public long EventCount => LastPosition - FirstPosition + 1;

    public long StreamCount => _versions.Count;

    public IReadOnlyDictionary<string, long> Uncompared => _uncompared;

    public void Begin(ExportStart start)
    {
        if (start.FirstPosition < 1 || start.PredecessorHash.Length != ChainDigest.HashBytes)
            throw Found(Unreadable, detail: "its start is no start");
        (FirstPosition, LastPosition, Head) = (start.FirstPosition, start.FirstPosition - 1, start.PredecessorHash.ToByteArray());
        if (FirstPosition == 1 && Head.AsSpan().ContainsAnyExcept((byte)0))
            throw Found(Edited, detail: "the hash before the first event is not zero");
    }

    public void Add(ChainedEvent one)
    {
        if (_ahead is not null)
        {
            LookForMissing(one);
            return;
        }

        if (one.Position <= LastPosition)
            throw Found(one.Position >= FirstPosition ? Repeated : OutOfOrder, one);
        if (one.Position > LastPosition + 1)
        {
            // Not there, or not yet: the rest of the export tells which.
            (_ahead, _missing) = (one, LastPosition + 1);
            return;
        }

        Link(one);
        Follow(one);
        Compare(one);
        LastPosition = one.Position;
        Head = one.Hash.ToByteArray();
    }

    /// <summary>All events have been read.</summary>
    public void Finish()
    {
        if (_ahead is { } next)
            throw new ChainFaultException(new EventChainFault(Missing, _missing) { Detail = next.Position - 1 > _missing ? $"{next.Position - 1}" : "" });
    }

    public void Dispose() => _digest.Dispose();

    private void LookForMissing(ChainedEvent one)
    {
        if (one.Position == _missing)
            throw Found(OutOfOrder, one, $"{_ahead!.Position}");
    }

    private void Link(ChainedEvent one)
    {
        if (_digest.Of(Head, one) is not { } hash || !one.Hash.Span.SequenceEqual(hash))
            throw Found(Edited, one);
    }

    /// <summary>An export that begins later than the workspace cannot say at which version a stream has to be.</summary>
    private void Follow(ChainedEvent one)
    {
        var known = _versions.TryGetValue(one.Stream, out var version);
        if (known || FirstPosition == 1 ? one.Version != version + 1 : one.Version < 1)
            throw Found(StreamBroken, one, $"{version}");
        _versions[one.Stream] = one.Version;
    }

    private void Compare(ChainedEvent one)
    {
        switch (StoredMessages.Agree(one.Type, one.Wire, one.DataJson))
        {
            case false:
                throw Found(JsonEdited, one);
            case null:
                _uncompared[one.Type] = _uncompared.GetValueOrDefault(one.Type) + 1;
                break;
        }
    }

    private static ChainFaultException Found(EventChainFaultKind kind, ChainedEvent? one = null, string detail = "") =>
        new(new EventChainFault(kind, one?.Position ?? 0, one?.Stream ?? "", one?.Version ?? 0) { Detail = detail });
}
