using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Listing;

/// <summary>A field of a resource, or of what lies in it, that a list can be asked for.</summary>
/// <param name="Path">Proto names between dots.</param>
/// <param name="IsRepeated">It or what it lies in is repeated, so that it has many values.</param>
internal sealed record FieldPath(string Path, FieldDescriptor Field, bool IsRepeated)
{
    /// <summary>It can be compared.</summary>
    public bool IsValue => Field.FieldType != FieldType.Bytes && (Field.FieldType != FieldType.Message || ListFields.IsValueMessage(Field.MessageType));

    /// <summary>It can be less or greater.</summary>
    public bool IsOrdered => IsValue && Field.FieldType is not (FieldType.Enum or FieldType.Bool);
}
