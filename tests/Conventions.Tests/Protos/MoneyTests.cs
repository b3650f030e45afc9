using Google.Protobuf.Reflection;

namespace Conventions.Tests.Protos;

public sealed class MoneyTests
{
    [Fact]
    public void Every_amount_is_in_micros() =>
        Contracts.Fields.Where(field => field.Name.Split('_').Contains("amount"))
            .ShouldAll(field => field.FullName, field => field.FieldType == FieldType.Int64 && $"_{field.Name}".EndsWith("_amount_micros"));

    [Fact]
    public void Every_amount_has_its_currency_in_sight() =>
        Contracts.Messages.Where(message => message.Fields.InDeclarationOrder().Any(field => field.Name.EndsWith("_micros")))
            .ShouldAll(message => message.FullName, message =>
                HasCurrency(message) || Holders(message).Any(holder => HasCurrency(holder) || Holders(holder).Any(HasCurrency)) || Named(message).Any(HasCurrency) || ToldByItsStream(message));

    private static bool HasCurrency(MessageDescriptor message) => message.FindFieldByName("currency_code") is { FieldType: FieldType.String };

    /// <summary>A line stands in a budget, a tier in the pay terms of an agreement; the budget and the agreement have a currency.</summary>
    private static IEnumerable<MessageDescriptor> Holders(MessageDescriptor message) =>
        Contracts.Fields.Where(field => field.FieldType == FieldType.Message && field.MessageType == message).Select(field => field.ContainingType);

    /// <summary>A request names the resource whose currency it speaks of.</summary>
    private static IEnumerable<MessageDescriptor> Named(MessageDescriptor message) =>
        from field in message.Fields.InDeclarationOrder()
        let reference = field.Reference()
        where reference is not null
        from resource in Contracts.Resources
        where resource.Resource()!.Type is var type && (type == reference.Type || type == reference.ChildType)
        select resource;

    /// <summary>The event that begins a stream carries the resource, and with it the currency of all that follows.</summary>
    private static bool ToldByItsStream(MessageDescriptor message) =>
        message.File.Name.EndsWith("_events.proto")
        && message.File.MessageTypes.SelectMany(told => told.Fields.InDeclarationOrder())
            .Any(field => field.FieldType == FieldType.Message && HasCurrency(field.MessageType));
}
