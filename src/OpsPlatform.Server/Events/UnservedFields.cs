using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Server.Events;

/// <summary>Takes out of what is told of events and states the fields that are stored and never served.</summary>
internal sealed class UnservedFields(IEnumerable<MessageDescriptor> events)
{
    private readonly Dictionary<string, string[]> _ofEvents = events
        .Select(type => (Alias: JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), Fields: Of(type).Select(field => field.JsonName).ToArray()))
        .Where(type => type.Fields.Length > 0)
        .ToDictionary(type => type.Alias, type => type.Fields);

    /// <summary>The stored JSON of an event, by the event's type.</summary>
    public string Without(string type, string json)
    {
        if (!_ofEvents.TryGetValue(type, out var fields) || JsonNode.Parse(json) is not JsonObject data)
            return json;
        foreach (var field in fields)
            data.Remove(field);
        return data.ToJsonString();
    }

    /// <summary>A state as JSON.</summary>
    public static string Json(IMessage message)
    {
        var json = JsonFormatter.Default.Format(message);
        var unserved = Of(message.Descriptor).ToArray();
        if (unserved.Length == 0)
            return json;
        var data = JsonNode.Parse(json)!.AsObject();
        foreach (var field in unserved)
            data.Remove(field.JsonName);
        return data.ToJsonString();
    }

    private static IEnumerable<FieldDescriptor> Of(MessageDescriptor type) =>
        type.Fields.InDeclarationOrder().Where(field => field.GetOptions()?.GetExtension(RuleExtensions.Unserved) is true);
}
