using System.Reflection;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>Compares the two forms in which an event is stored, as far as this version of the contracts knows the event.</summary>
internal static class StoredMessages
{
    private static readonly Dictionary<string, MessageDescriptor> ByAlias = EventTypes().ToDictionary(type => SnakeCase(type.Name));

    /// <summary>Whether both say the same; null when the event is newer than these contracts.</summary>
    public static bool? Agree(string type, ByteString wire, string json)
    {
        if (!ByAlias.TryGetValue(type, out var known))
            return null;
        try
        {
            var message = known.Parser.ParseFrom(wire);
            using var decoded = JsonDocument.Parse(JsonFormatter.Default.Format(message));
            using var stored = JsonDocument.Parse(json);
            if (JsonElement.DeepEquals(decoded.RootElement, stored.RootElement))
                return true;
            return HasNews(message, known, wire) ? null : false;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Fields and enum values that these contracts do not have yet: JSON gives them names that only newer ones know.</summary>
    private static bool HasNews(IMessage message, MessageDescriptor type, ByteString wire) =>
        type.Parser.WithDiscardUnknownFields(true).ParseFrom(wire).CalculateSize() != message.CalculateSize() || HasNewEnumValue(message);

    private static bool HasNewEnumValue(IMessage message) => message.Descriptor.Fields.InDeclarationOrder().Any(field =>
        field.FieldType switch
        {
            FieldType.Enum => Values(message, field).Any(value => field.EnumType.FindValueByNumber(Convert.ToInt32(value, null)) is null),
            FieldType.Message when !field.IsMap => Values(message, field).Any(value => HasNewEnumValue((IMessage)value)),
            _ => false,
        });

    private static IEnumerable<object> Values(IMessage message, FieldDescriptor field) => field.Accessor.GetValue(message) switch
    {
        null => [],
        System.Collections.IEnumerable list when field.IsRepeated => list.Cast<object>(),
        var one => [one],
    };

    private static IEnumerable<MessageDescriptor> EventTypes() =>
        from type in typeof(Rule).Assembly.GetExportedTypes()
        where type.Name.EndsWith("EventsReflection", StringComparison.Ordinal)
        let file = type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as FileDescriptor
        where file?.Name.EndsWith("_events.proto", StringComparison.Ordinal) ?? false
        from message in file.MessageTypes
        select message;

    /// <summary>The store's names for types: `FundsReserved` is `funds_reserved`, `KPISetUpdated` is `kpi_set_updated`.</summary>
    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsAsciiLetterUpper(name[i]) && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (startsWord)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}
