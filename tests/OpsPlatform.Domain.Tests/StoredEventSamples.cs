using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Domain.Tests;

/// <summary>Stored events are a contract for ever: a noun's folder Golden holds each of them as it lies in the database.</summary>
internal sealed class StoredEventSamples(FileDescriptor events, string noun)
{
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, noun, "Golden");

    public IEnumerable<string> Types => events.MessageTypes.Select(TypeName);

    public IEnumerable<string?> Samples => Directory.EnumerateFiles(_folder, "*.json").Select(Path.GetFileNameWithoutExtension);

    public static string TypeName(MessageDescriptor type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);

    public void MustBeReadAndWrittenAsItLiesThere(string type)
    {
        var written = JsonNode.Parse(JsonFormatter.Default.Format(Read(type)));
        JsonNode.DeepEquals(written, JsonNode.Parse(Text(type))).ShouldBeTrue(written?.ToJsonString());
    }

    public void MustFillEveryField(string type)
    {
        var (message, empty) = (Read(type), (IMessage)Activator.CreateInstance(Descriptor(type).ClrType)!);
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
            field.Accessor.GetValue(message).ShouldNotBe(field.Accessor.GetValue(empty), field.FullName);
    }

    private IMessage Read(string type) => JsonParser.Default.Parse(Text(type), Descriptor(type));

    private string Text(string type) => File.ReadAllText(Path.Combine(_folder, $"{type}.json"));

    private MessageDescriptor Descriptor(string type) => events.MessageTypes.Single(message => TypeName(message) == type);
}
