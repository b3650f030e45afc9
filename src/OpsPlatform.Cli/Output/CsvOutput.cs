using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Date = Google.Type.Date;

namespace OpsPlatform.Cli.Output;

/// <summary>
/// A line for each item, with all its fields in the order of the protos, as the API has them; a field within a message has a column of its own. What has
/// parts of its own, as a series has points, has a line for each of these.
/// </summary>
internal sealed class CsvOutput(TextWriter writer) : IOutput
{
    public void Show(IMessage message)
    {
        var items = PartFields(message.Descriptor).Where(IsPlatforms).ToList();

        // An answer that is only a wrapper around lists of the same kind is those lists.
        if (items.Count > 0 && message.Descriptor.Fields.InDeclarationOrder().All(field => field.IsRepeated && field.FieldType == FieldType.Message))
            List([.. items.Where(field => field.MessageType == items[0].MessageType).SelectMany(field => Values(message, field))]);
        else
            List([message]);
    }

    public void List(IReadOnlyList<IMessage> messages)
    {
        if (messages.Count == 0)
            return;
        Line(Headings(messages[0].Descriptor, ""));
        foreach (var line in messages.SelectMany(message => Lines(message.Descriptor, message)))
            Line(line);
    }

    private static IEnumerable<string> Headings(MessageDescriptor type, string prefix) => Leaves(type)
        .SelectMany(field => IsInner(field) ? Headings(field.MessageType, $"{prefix}{field.JsonName}.") : [prefix + field.JsonName])
        .Concat(Parts(type) is { } parts ? Headings(parts.MessageType, $"{prefix}{parts.JsonName}.") : []);

    private static IEnumerable<IEnumerable<string>> Lines(MessageDescriptor type, IMessage? message)
    {
        var own = Leaves(type).SelectMany(field => IsInner(field) ? Lines(field.MessageType, (IMessage?)(message is null ? null : field.Accessor.GetValue(message))).First() : [message is null ? "" : Text(message, field)]).ToList();
        if (Parts(type) is not { } parts)
            return [own];
        var items = message is null ? [] : Values(message, parts);
        return items.Count == 0 ? [own.Concat(Lines(parts.MessageType, null).First())] : items.SelectMany(item => Lines(parts.MessageType, item).Select(line => own.Concat(line)));
    }

    /// <summary>All but lists of messages.</summary>
    private static IEnumerable<FieldDescriptor> Leaves(MessageDescriptor type) => type.Fields.InDeclarationOrder().Where(field => !field.IsMap && !(field.IsRepeated && field.FieldType == FieldType.Message));

    private static IEnumerable<FieldDescriptor> PartFields(MessageDescriptor type) => type.Fields.InDeclarationOrder().Where(field => field is { IsRepeated: true, IsMap: false, FieldType: FieldType.Message });

    /// <summary>The first list of messages: others do not fit into the same lines.</summary>
    private static FieldDescriptor? Parts(MessageDescriptor type) => PartFields(type).FirstOrDefault(IsPlatforms);

    private static bool IsInner(FieldDescriptor field) => field is { IsRepeated: false, FieldType: FieldType.Message } && IsPlatforms(field) && Parts(field.MessageType) is null;

    private static bool IsPlatforms(FieldDescriptor field) => field.MessageType.File.Package.StartsWith("opsplatform.", StringComparison.Ordinal);

    private static List<IMessage> Values(IMessage message, FieldDescriptor field) => [.. ((IList)field.Accessor.GetValue(message)).Cast<IMessage>()];

    private static string Text(IMessage message, FieldDescriptor field)
    {
        var value = field.Accessor.GetValue(message);
        if (field.IsRepeated)
            return string.Join(' ', ((IList)value).Cast<object>().Select(item => Text(field, item)));
        return field.HasPresence && !field.Accessor.HasValue(message) ? "" : Text(field, value);
    }

    private static string Text(FieldDescriptor field, object value) => value switch
    {
        Date date => $"{date.Year:0000}-{date.Month:00}-{date.Day:00}",
        IMessage message => JsonFormatter.Default.Format(message).Trim('"'),
        bool yes => yes ? "true" : "false",
        _ when field.FieldType == FieldType.Enum => field.EnumType.FindValueByNumber((int)value)?.Name ?? $"{(int)value}",
        ByteString bytes => bytes.ToBase64(),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    private void Line(IEnumerable<string> cells) => writer.WriteLine(string.Join(',', cells.Select(Quoted)));

    /// <summary>As in RFC 4180.</summary>
    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
