using Google.Protobuf;

namespace OpsPlatform.EventStore;

/// <summary>What is to be committed together, or not at all, in one workspace.</summary>
/// <param name="Tenant">The workspace. Its row is made by its first append.</param>
/// <param name="Time">When it was decided; whole microseconds, because PostgreSQL keeps no finer time.</param>
/// <param name="Headers">Who did it; stored with each event.</param>
public sealed record Append(string Tenant, DateTimeOffset Time, EventHeaders Headers)
{
    /// <summary>Events get their positions in the order given here.</summary>
    public IReadOnlyList<StreamAppend> Streams { get; init; } = [];

    public IReadOnlyList<DocumentWrite> Documents { get; init; } = [];

    public MetricWrite? Metrics { get; init; }

    public RequestRecord? Request { get; init; }

    /// <summary>Shared with the earlier appends of this node that it builds on, one for each stream at most; none when it was decided on what is stored.</summary>
    public IReadOnlyList<Lineage> Lineages { get; init; } = [];
}

/// <param name="Stream">The resource's name below its workspace, such as `budgets/q4`.</param>
/// <param name="StreamType">What kind of resource the stream tells of, such as `Budget`.</param>
/// <param name="ExpectedVersion">The version that the events were decided on; 0 for a new stream.</param>
/// <param name="Events">None says that the stream must be at the version and stays there: what else is stored was decided on it.</param>
public sealed record StreamAppend(string Stream, string StreamType, long ExpectedVersion, IReadOnlyList<IMessage> Events);

/// <summary>The current state of a resource or of a part of it. It replaces what is stored under its type and id.</summary>
/// <param name="Id">The resource's name below its workspace; for a stream's own document, the stream's id.</param>
/// <param name="Data">A message of a registered document type.</param>
/// <param name="Version">The version of the stream after this append.</param>
public sealed record DocumentWrite(string Id, IMessage Data, long Version)
{
    /// <summary>When something has to happen to it by itself (a hold that expires), else null. Whole microseconds.</summary>
    public DateTimeOffset? DueTime { get; init; }
}

/// <summary>Who changed something, through which client, by which request, from which address. An empty text stands for unknown.</summary>
public sealed record EventHeaders(string Actor, string Client = "", string RequestId = "", string Trace = "", string? Origin = null);
