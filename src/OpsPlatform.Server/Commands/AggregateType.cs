using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Commands;

/// <summary>Decides what happens: no events means that nothing has to change. It throws a <see cref="Refusal"/> or nothing.</summary>
internal delegate IEnumerable<IMessage> Decide<TRoot, in TRequest>(Aggregate<TRoot> state, TRequest request, DecisionContext context)
    where TRoot : class, IMessage<TRoot>, new();

/// <summary>What the command runner has to know about a kind of resource that has a stream of its own.</summary>
/// <param name="evolve">Folds an event into the state.</param>
/// <param name="dueTime">When the platform has to act on the root or a child by itself, or null.</param>
/// <param name="children">The resources below the root that have documents of their own.</param>
internal sealed class AggregateType<TRoot>(Action<Aggregate<TRoot>, Recorded> evolve, Func<IMessage, DateTimeOffset?> dueTime, params MessageDescriptor[] children) : IStreamHistory
    where TRoot : class, IMessage<TRoot>, new()
{
    private readonly Dictionary<string, MessageDescriptor> _children = children.ToDictionary(child => child.GetOptions().GetExtension(ResourceExtensions.Resource).Plural);

    /// <summary>What a command does to the resource as it was, from what it has made of it and what stands against it; null for nothing to tell. Answered to <c>validate_only</c>.</summary>
    public Func<TRoot, Aggregate<TRoot>, IReadOnlyCollection<Refusal>, IMessage?>? Impact { get; init; }

    /// <summary>A further child that has to be there to decide about a request or a child and to fold what was decided; null for none.</summary>
    public Func<TRoot, IMessage, string?>? Beside { get; init; }

    public string StreamType { get; } = new TRoot().Descriptor.Name;

    public Aggregate<TRoot> Restore(string name, string stream, StreamState<TRoot> state)
    {
        var aggregate = new Aggregate<TRoot>(name, state.Version - state.Newer.Count, state.Root);
        foreach (var child in state.Children)
            aggregate.Load(child.Id[(stream.Length + 1)..], child.Data);
        foreach (var stored in state.Newer)
            Apply(aggregate, new Recorded(stored.Data, stored.Version, stored.Time));
        return aggregate;
    }

    public string Collection { get; } = new TRoot().Descriptor.GetOptions().GetExtension(ResourceExtensions.Resource).Plural;

    public IReadOnlyList<ResourceChange> LastChanges(string name, IEnumerable<StoredEvent> history)
    {
        var (before, after) = (new Aggregate<TRoot>(name), new Aggregate<TRoot>(name));
        foreach (var stored in history)
        {
            // Each begins where the one before has come to, so that what it has touched is what its event has.
            before = after;
            after = new Aggregate<TRoot>(name, before.Version, before.Root);
            foreach (var (id, child) in before.Children)
                after.Load(id, child);
            Apply(after, new Recorded(stored.Data, stored.Version, stored.Time));
        }

        var changed = after.Touched.Select(child => new ResourceChange($"{name}/{child.Key}", before.Find<IMessage>(child.Key), child.Value));
        return [new ResourceChange(name, before.Version == 0 ? null : before.Root, after.Root), .. changed];
    }

    public void Apply(Aggregate<TRoot> aggregate, Recorded recorded) => aggregate.Apply(recorded, evolve);

    /// <summary>The document of the child <c>reservations/r1</c> of a stream.</summary>
    public DocumentKey Document(string stream, string child) => new(_children[child[..child.IndexOf('/')]], $"{stream}/{child}");

    /// <summary>The state as documents: the root, and the children that have changed.</summary>
    public IReadOnlyList<DocumentWrite> Documents(string stream, Aggregate<TRoot> aggregate) =>
    [
        new DocumentWrite(stream, aggregate.Root, aggregate.Version) { DueTime = DueTime(aggregate.Root) },
        .. aggregate.Touched.Select(child => new DocumentWrite($"{stream}/{child.Key}", child.Value, aggregate.Version) { DueTime = DueTime(child.Value) }),
    ];

    /// <summary>PostgreSQL keeps microseconds, and callers give times that are finer: nothing is due before its time, and so at the next one.</summary>
    private DateTimeOffset? DueTime(IMessage document) =>
        dueTime(document) is { } time ? time.AddTicks((TimeSpan.TicksPerMicrosecond - (time.Ticks % TimeSpan.TicksPerMicrosecond)) % TimeSpan.TicksPerMicrosecond) : null;
}
