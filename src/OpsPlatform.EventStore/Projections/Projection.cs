using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>
/// A view that follows the events of each workspace. It is pure: from the same events it makes the same documents, whoever runs it and however
/// often. It has no state of its own, no clock and no I/O.
/// </summary>
/// <param name="name">As people and the table call it: <c>budget-months</c>.</param>
/// <param name="version">1 or more. Raise it with each change of what is made: every workspace is then rebuilt beside the old documents.</param>
/// <param name="events">The events that it reads; all others pass by.</param>
/// <param name="documents">The documents that it makes. No other projection and no command writes documents of these types.</param>
public abstract class Projection(string name, int version, IReadOnlyCollection<MessageDescriptor> events, IReadOnlyCollection<MessageDescriptor> documents)
{
    public string Name { get; } = name;

    public int Version { get; } = version > 0 ? version : throw new ArgumentOutOfRangeException(nameof(version));

    public IReadOnlyCollection<MessageDescriptor> Events { get; } = events;

    public IReadOnlyCollection<MessageDescriptor> Documents { get; } = documents;

    /// <summary>The documents that <see cref="Project"/> will ask for, so that those of many events are loaded at once.</summary>
    public abstract IEnumerable<DocumentKey> Concerned(StoredEvent stored);

    /// <summary>Folds an event into the documents. What it throws stops the projection before this event, in this workspace.</summary>
    public abstract void Project(ProjectedDocuments documents, StoredEvent stored);
}
