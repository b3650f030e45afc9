using Google.Protobuf;

namespace OpsPlatform.EventStore;

/// <summary>A stream's state as of one instant: the root document, and what has to be folded into it.</summary>
/// <param name="Version">The stream's version after <paramref name="Newer"/>; 0 when there is no such stream.</param>
/// <param name="Root">The stored state, or null when there is none.</param>
/// <param name="Children">Those of the wanted documents that exist, in no order.</param>
/// <param name="Newer">The events that the root does not contain yet; normally none.</param>
public sealed record StreamState<TRoot>(long Version, TRoot? Root, IReadOnlyList<StoredDocument<IMessage>> Children, IReadOnlyList<StoredEvent> Newer)
    where TRoot : class, IMessage<TRoot>, new();
