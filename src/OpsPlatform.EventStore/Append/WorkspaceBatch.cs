namespace OpsPlatform.EventStore;

/// <summary>
/// What is committed together of one workspace. Appends that touch a common stream make a chain: the later ones were decided on what the
/// earlier ones made, so they are accepted or refused together.
/// </summary>
internal sealed class WorkspaceBatch(string tenant)
{
    /// <summary>Enough to spread the cost of a commit thinly, and few enough that a commit holds its workspace for milliseconds only.</summary>
    private const int MostAppends = 256;
    private const int MostEvents = 1024;
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly List<Member> _members = [];
    private readonly List<Member> _requests = [];
    private readonly List<StreamPart> _streams = [];
    private readonly HashSet<(string Client, Guid Id)> _requestIds = [];
    private readonly Dictionary<string, StreamPart> _streamsById = [];
    private int _events;
    private int _bytes;

    public string Tenant => tenant;

    public IReadOnlyList<Member> Members => _members;

    /// <summary>Those that bring a request.</summary>
    public IReadOnlyList<Member> Requests => _requests;

    public IReadOnlyList<StreamPart> Streams => _streams;

    /// <summary>Chains are numbered from 0; not every number need be in use.</summary>
    public int Chains { get; private set; }

    public static WorkspaceBatch Of(PendingAppend pending)
    {
        var batch = new WorkspaceBatch(pending.Append.Tenant);
        batch.Add(pending);
        return batch;
    }

    /// <summary>
    /// False when the append has to wait for the next batch: this one is full, or has to be committed before it can be said whether the append
    /// fits, because it continues from another version of a stream or repeats a request.
    /// </summary>
    public bool Fits(PendingAppend pending)
    {
        if (_members.Count == 0)
            return true;
        var append = pending.Append;
        return _members.Count < MostAppends && _events + pending.Events.Count <= MostEvents && _bytes + pending.Bytes <= MostBytes
            && append.Streams.All(Continues) && (append.Request is not { } request || !_requestIds.Contains((request.Client, request.RequestId)));
    }

    public void Add(PendingAppend pending)
    {
        var member = new Member(pending, Chains++);
        _members.Add(member);
        _events += pending.Events.Count;
        _bytes += pending.Bytes;
        if (pending.Append.Request is { } request)
        {
            _requestIds.Add((request.Client, request.RequestId));
            _requests.Add(member);
        }

        foreach (var stream in pending.Append.Streams)
            Add(stream, member);
    }

    private bool Continues(StreamAppend stream) => !_streamsById.TryGetValue(stream.Stream, out var part) || part.Version == stream.ExpectedVersion;

    private void Add(StreamAppend stream, Member member)
    {
        if (!_streamsById.TryGetValue(stream.Stream, out var part))
        {
            _streams.Add(part = new StreamPart(stream.Stream, stream.StreamType, stream.ExpectedVersion, member.Chain));
            _streamsById.Add(stream.Stream, part);
        }
        else if (part.Chain != member.Chain)
        {
            Join(member.Chain, part.Chain);
        }

        part.Version = stream.ExpectedVersion + stream.Events.Count;
        part.Time = member.Pending.Time;
    }

    private void Join(int chain, int earlier)
    {
        foreach (var member in _members.Where(member => member.Chain == chain))
            member.Chain = earlier;
        foreach (var part in _streams.Where(part => part.Chain == chain))
            part.Chain = earlier;
    }

    internal sealed class Member(PendingAppend pending, int chain)
    {
        public PendingAppend Pending => pending;

        public int Chain { get; set; } = chain;
    }

    /// <summary>A stream's way through the batch, from the version that is expected of it to the one that it is left at.</summary>
    internal sealed class StreamPart(string id, string type, long expected, int chain)
    {
        public string Id => id;

        public string Type => type;

        public long Expected { get; } = expected;

        public int Chain { get; set; } = chain;

        public long Version { get; set; }

        public DateTime Time { get; set; }
    }
}
