using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Listing;

/// <summary>The fields of a resource that its list can be asked for.</summary>
/// <param name="Item">The resource.</param>
/// <param name="Only">The only ones of its own fields; null: all.</param>
internal sealed record ListFields(MessageDescriptor Item, IReadOnlyCollection<string>? Only = null)
{
    private static readonly MessageDescriptor[] ValueMessages = [Timestamp.Descriptor, Duration.Descriptor, Date.Descriptor];

    public static bool IsValueMessage(MessageDescriptor message) => ValueMessages.Contains(message);

    /// <param name="path">Proto names between dots.</param>
    /// <exception cref="FormatProblemException">There is no such field, or nothing can be asked of it.</exception>
    public FieldPath Resolve(string path)
    {
        var repeated = false;
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
        {
            field = field is null ? Find(name, Item, Only) : Find(name, Inner(field, name), only: null);
            if (field.IsMap)
                throw Problem($"{field.Name} is a map, which cannot be asked for", $"{field.Name} 为映射字段，不支持查询");
            if (field.GetOptions()?.GetExtension(PersonalExtensions.Personal) is true)
                throw Problem($"{field.Name} is personal and stored sealed, so that it cannot be asked for", $"{field.Name} 为个人信息，以加密形式存储，不支持查询");
            repeated |= field.IsRepeated;
        }

        return new(path, field!, repeated);
    }

    /// <summary>Google's own messages are values, or are written in JSON in forms of their own.</summary>
    private static MessageDescriptor Inner(FieldDescriptor field, string name) =>
        field.FieldType == FieldType.Message && !IsValueMessage(field.MessageType) && field.MessageType.File.Package != Timestamp.Descriptor.File.Package
            ? field.MessageType
            : throw Problem($"{field.Name} is a single value and has no field {Quoted.Text(name)}", $"{field.Name} 为单一值，没有字段 {Quoted.Text(name)}");

    private static FieldDescriptor Find(string name, MessageDescriptor message, IReadOnlyCollection<string>? only)
    {
        if (message.FindFieldByName(name) is { } field && only?.Contains(name) != false)
            return field;
        var shown = Quoted.Text(name);
        var names = only ?? [.. message.Fields.InDeclarationOrder().Select(known => known.Name)];
        if (NearNames.Find(name, names) is { } near)
            throw Problem($"there is no field {shown}; did you mean {near}?", $"没有字段 {shown}，是否指 {near}？");
        if (only is null)
            throw Problem($"there is no field {shown} in {message.Name}", $"{message.Name} 中没有字段 {shown}");
        var list = string.Join(", ", only);
        throw Problem($"{shown} cannot be asked for here; these can: {list}", $"此处不能查询 {shown}，可查询的字段：{list}");
    }

    private static FormatProblemException Problem(string en, string zh) => new(new(en, zh));
}
