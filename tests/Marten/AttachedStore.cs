using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using OpsPlatform.Budgets.V1;
using Weasel.Core;

namespace AttachedMarten;

/// <summary>A Marten DocumentStore over the platform's database. For reading: see docs/guides/marten.md.</summary>
internal static class AttachedStore
{
    public static DocumentStore Open(string connectionString) => DocumentStore.For(options =>
    {
        options.Connection(connectionString);
        options.AutoCreateSchemaObjects = AutoCreate.None;

        // The tenant is the workspace, the stream's id the resource's name below it.
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Policies.AllDocumentsAreMultiTenanted();

        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, json => json.Converters.Add(new ProtobufConverter()));

        // An event is stored under its name in snake_case, which is Marten's own rule; naming its classes here is what makes Marten know them.
        options.Events.AddEventTypes(BudgetsEventsReflection.Descriptor.MessageTypes.Select(message => message.ClrType));

        options.Schema.For<Budget>().Identity(budget => budget.Name).UseNumericRevisions(true);
        options.Schema.For<Reservation>().Identity(reservation => reservation.Name).UseNumericRevisions(true);
        options.Schema.For<Expense>().Identity(expense => expense.Name).UseNumericRevisions(true);
    });

    /// <summary>Protobuf messages as the platform stores them: proto3 JSON.</summary>
    private sealed class ProtobufConverter : JsonConverter<IMessage>
    {
        private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

        public override bool CanConvert(Type typeToConvert) => typeof(IMessage).IsAssignableFrom(typeToConvert);

        public override IMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            var descriptor = (MessageDescriptor)typeToConvert.GetProperty("Descriptor")!.GetValue(null)!;
            return Parser.Parse(json.RootElement.GetRawText(), descriptor);
        }

        public override void Write(Utf8JsonWriter writer, IMessage value, JsonSerializerOptions options) => writer.WriteRawValue(JsonFormatter.Default.Format(value));
    }
}
