using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>Stored events are a contract for ever: Golden holds each of them as it lies in the database.</summary>
public sealed class StoredEventTests
{
    public static TheoryData<string> EventTypes => [.. BudgetsEventsReflection.Descriptor.MessageTypes.Select(TypeName)];

    [Theory, MemberData(nameof(EventTypes))]
    public void A_stored_event_is_read_and_written_as_it_lies_there(string type)
    {
        var stored = Golden(type);
        var written = JsonNode.Parse(JsonFormatter.Default.Format(Parse(type, stored)));
        JsonNode.DeepEquals(written, JsonNode.Parse(stored)).ShouldBeTrue(written?.ToJsonString());
    }

    [Theory, MemberData(nameof(EventTypes))]
    public void The_sample_of_an_event_fills_every_field(string type)
    {
        var message = Parse(type, Golden(type));
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
            field.Accessor.GetValue(message).ShouldNotBe(field.Accessor.GetValue(Empty(type)), field.FullName);
    }

    [Fact]
    public void No_event_type_has_gone() =>
        Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order().ShouldBe(EventTypes.Select(row => row.Data).Order());

    [Fact]
    public void A_field_of_a_later_version_is_refused_rather_than_lost() =>
        Should.Throw<InvalidProtocolBufferException>(() => JsonParser.Default.Parse<BudgetSubmitted>("""{"submitter":"alice","later":1}"""));

    [Fact]
    public void An_event_of_another_noun_is_not_folded() =>
        Should.Throw<UnreachableException>(() => Scenario.Given(new Empty()))
            .Message.ShouldBe("workspaces/acme/budgets/q4 has an event that no budget can have, google.protobuf.Empty, at version 1.");

    internal static string TypeName(MessageDescriptor type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Budgets", "Golden");

    private static string Golden(string type) => File.ReadAllText(Path.Combine(Folder, $"{type}.json"));

    private static MessageDescriptor Descriptor(string type) => BudgetsEventsReflection.Descriptor.MessageTypes.Single(message => TypeName(message) == type);

    private static IMessage Empty(string type) => (IMessage)Activator.CreateInstance(Descriptor(type).ClrType)!;

    private static IMessage Parse(string type, string json) => JsonParser.Default.Parse(json, Descriptor(type));
}
