using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>What a filter on events may name: columns under names of the caller's choice, and the fields of event messages.</summary>
public sealed class EventFields
{
    private readonly Dictionary<string, FieldDescriptor> _fields = [];

    /// <summary>Messages that give a field of one name different types are refused: it could not be compared.</summary>
    public EventFields(IReadOnlyDictionary<string, EventColumn> columns, IEnumerable<MessageDescriptor> messages)
    {
        Columns = columns;
        foreach (var field in messages.SelectMany(message => message.Fields.InDeclarationOrder()))
        {
            if (!_fields.TryAdd(field.Name, field) && Type(_fields[field.Name]) != Type(field))
                throw new ArgumentException($"{_fields[field.Name].FullName} and {field.FullName} have different types.", nameof(messages));
        }
    }

    public static EventFields None { get; } = new(new Dictionary<string, EventColumn>(), []);

    internal IReadOnlyDictionary<string, EventColumn> Columns { get; }

    internal FieldDescriptor? Find(string name) => _fields.GetValueOrDefault(name);

    private static (FieldType, bool, IDescriptor?) Type(FieldDescriptor field) => (field.FieldType, field.IsRepeated, field.FieldType switch
    {
        FieldType.Message => field.MessageType,
        FieldType.Enum => field.EnumType,
        _ => null,
    });
}

public enum EventColumn
{
    /// <summary>The event message's name in snake_case, such as `funds_reserved`.</summary>
    Type,
    Stream,
    Time,
    Version,
    Position,
    Actor,
    Client,
    RequestId,
}
