using Google.Protobuf;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Commands;

/// <summary>Tells from the events of a stream what the last of them changed.</summary>
internal interface IStreamHistory
{
    /// <summary>What the ids of its streams begin with: <c>budgets</c>.</summary>
    string Collection { get; }

    /// <param name="name">The stream's resource.</param>
    /// <param name="history">All events of the stream up to the one that is asked about.</param>
    IReadOnlyList<ResourceChange> LastChanges(string name, IEnumerable<StoredEvent> history);
}

/// <param name="Before">Null when it was made.</param>
internal sealed record ResourceChange(string Name, IMessage? Before, IMessage After);
