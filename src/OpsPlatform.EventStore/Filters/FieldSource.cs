using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>Finds what the first name of a field's path stands for.</summary>
internal abstract class FieldSource
{
    /// <summary>The column that a whole path names, or null when it leads into the message.</summary>
    public virtual (string Sql, ValueKind Kind)? Column(string path) => null;

    public abstract FieldDescriptor? First(string name);

    public abstract JsonPlace Data { get; }
}

internal sealed class DocumentFieldSource(MessageDescriptor message) : FieldSource
{
    public override JsonPlace Data { get; } = JsonPlace.Whole("d.data");

    public override FieldDescriptor? First(string name) => message.FindFieldByName(name);
}

internal sealed class EventFieldSource(EventFields fields) : FieldSource
{
    public override JsonPlace Data { get; } = JsonPlace.Whole("e.data");

    public override FieldDescriptor? First(string name) => fields.Find(name);

    public override (string Sql, ValueKind Kind)? Column(string path) =>
        fields.Columns.TryGetValue(path, out var column) ? (Sql(column), ValueKind.Of(column)) : null;

    private static string Sql(EventColumn column) => column switch
    {
        EventColumn.Type => "e.type",
        EventColumn.Stream => "e.stream_id",
        EventColumn.Time => "e.timestamp",
        EventColumn.Version => "e.version",
        EventColumn.Position => "e.seq_id",
        EventColumn.Actor => "(e.headers ->> 'actor')",
        EventColumn.Client => "(e.headers ->> 'client')",
        EventColumn.RequestId => "(e.headers ->> 'request_id')",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}
