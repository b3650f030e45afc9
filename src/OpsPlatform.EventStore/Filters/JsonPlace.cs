using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>A place in a JSON column: an expression that gives JSON and, for a field of it, the field's JSON name.</summary>
internal sealed record JsonPlace(string Parent, string? Name)
{
    public string Text => Name is null ? $"({Parent} #>> '{{}}')" : $"({Parent} ->> '{Name}')";

    public string Value => Name is null ? Parent : $"({Parent} -> '{Name}')";

    public static JsonPlace Whole(string json) => new(json, null);

    public JsonPlace Field(FieldDescriptor field) => new(Value, field.JsonName.Replace("'", "''"));
}
