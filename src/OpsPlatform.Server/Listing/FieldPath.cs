using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Listing;

/// <summary>A field of a resource, or of what lies in it, that a list can be asked for.</summary>
/// <param name="Path">Proto names between dots.</param>
/// <param name="IsRepeated">It or what it lies in is repeated, so that it has many values.</param>
internal sealed record FieldPath(string Path, FieldDescriptor Field, bool IsRepeated)
{
    private static readonly MessageDescriptor[] ValueMessages = [Timestamp.Descriptor, Duration.Descriptor, Date.Descriptor];

    /// <summary>It can be compared.</summary>
    public bool IsValue => Field.FieldType != FieldType.Bytes && (Field.FieldType != FieldType.Message || ValueMessages.Contains(Field.MessageType));

    /// <summary>It can be less or greater.</summary>
    public bool IsOrdered => IsValue && Field.FieldType is not (FieldType.Enum or FieldType.Bool);

    /// <exception cref="FormatProblemException">There is no such field, or nothing can be asked of it.</exception>
    public static FieldPath Resolve(string path, MessageDescriptor item)
    {
        var repeated = false;
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
        {
            var message = field is null ? item : Inner(field, name);
            field = message.FindFieldByName(name) ?? throw Unknown(name, message);
            if (field.IsMap)
                throw new FormatProblemException(new($"{field.Name} is a map, which cannot be asked for", $"{field.Name} 为映射字段，不支持查询"));
            repeated |= field.IsRepeated;
        }

        return new(path, field!, repeated);
    }

    private static MessageDescriptor Inner(FieldDescriptor field, string name) =>
        field.FieldType == FieldType.Message && !ValueMessages.Contains(field.MessageType)
            ? field.MessageType
            : throw new FormatProblemException(new($"{field.Name} is a single value and has no field {Quoted.Text(name)}", $"{field.Name} 为单一值，没有字段 {Quoted.Text(name)}"));

    private static FormatProblemException Unknown(string name, MessageDescriptor message)
    {
        var shown = Quoted.Text(name);
        return NearNames.Find(name, message.Fields.InDeclarationOrder().Select(field => field.Name)) is { } near
            ? new(new($"there is no field {shown}; did you mean {near}?", $"没有字段 {shown}，是否指 {near}？"))
            : new(new($"there is no field {shown} in {message.Name}", $"{message.Name} 中没有字段 {shown}"));
    }
}
