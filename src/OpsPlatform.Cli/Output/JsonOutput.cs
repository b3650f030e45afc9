using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace OpsPlatform.Cli.Output;

/// <summary>The API's own JSON (proto3 JSON), indented; a list is one array.</summary>
internal sealed class JsonOutput(TextWriter writer) : IOutput
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        // This goes to terminals and files, never into a page: Chinese and quotes stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Show(IMessage message) => Write(writer, ToNode(message));

    public void List(IReadOnlyList<IMessage> messages) => Write(writer, ToNode(messages));

    internal static void Write(TextWriter writer, JsonNode node) => writer.WriteLine(node.ToJsonString(Indented));

    internal static JsonNode ToNode(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!;

    internal static JsonArray ToNode(IReadOnlyList<IMessage> messages) => new([.. messages.Select(ToNode)]);
}
