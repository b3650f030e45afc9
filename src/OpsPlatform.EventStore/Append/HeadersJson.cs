using System.Text.Json.Serialization;

namespace OpsPlatform.EventStore;

/// <summary>Headers as they are stored: `{"actor": "...", "client": "...", "request_id": "...", "trace": "...", "origin": "..."}`.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventHeaders))]
internal sealed partial class HeadersJson : JsonSerializerContext;
