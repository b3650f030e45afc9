namespace OpsPlatform.EventStore;

/// <summary>A filter, order or page key that the documents cannot be asked for. The message is for the caller who wrote it.</summary>
public sealed class InvalidQueryException(QueryPart part, string message, Exception? inner = null) : Exception(message, inner)
{
    public QueryPart Part { get; } = part;
}

public enum QueryPart
{
    Filter,
    Order,
    PageKey,
}
