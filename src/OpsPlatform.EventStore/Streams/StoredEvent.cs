using Google.Protobuf;

namespace OpsPlatform.EventStore;

/// <param name="Position">The event's place in its workspace, counted from 1 without gaps in the order of commits.</param>
/// <param name="Version">The event's place in its stream, counted from 1 without gaps.</param>
public sealed record StoredEvent(long Position, Guid Id, string Stream, long Version, IMessage Data, DateTimeOffset Time, EventHeaders Headers);

/// <param name="NextVersion">The version to read on after, or null when there is nothing more.</param>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, long? NextVersion);
