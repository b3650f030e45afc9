using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpsPlatform.Cli.Output;

/// <summary>The same data as the JSON form, in YAML.</summary>
internal sealed partial class YamlOutput(TextWriter writer) : IOutput
{
    public void Show(IMessage message) => Write(JsonOutput.ToNode(message));

    public void List(IReadOnlyList<IMessage> messages) => Write(JsonOutput.ToNode(messages));

    private void Write(JsonNode node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(ToYaml(node))).Save(text, assignAnchors: false);
        // The library ends every document with a marker that only streams of several documents need.
        writer.WriteLine(text.ToString().TrimEnd().TrimEnd('.').TrimEnd());
    }

    private static YamlNode ToYaml(JsonNode? node) => node switch
    {
        JsonObject record => new YamlMappingNode(record.SelectMany(pair => new[] { new YamlScalarNode(pair.Key), ToYaml(pair.Value) })),
        JsonArray list => new YamlSequenceNode(list.Select(ToYaml)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>()),
        null => new YamlScalarNode("null"),
        _ => new YamlScalarNode(node.ToJsonString()),
    };

    /// <summary>A text that YAML would take for a number, a date, a truth value or null is quoted, so that it stays a text.</summary>
    private static YamlScalarNode Text(string text) =>
        new(text) { Style = OtherThanText().IsMatch(text) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any };

    [GeneratedRegex(@"^$|^[-+.0-9]|^(true|false|yes|no|on|off|y|n|null|~)$|^\s|\s$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex OtherThanText();
}
