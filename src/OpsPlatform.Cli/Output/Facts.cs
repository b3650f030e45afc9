using System.Collections;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Cli.Requests;

namespace OpsPlatform.Cli.Output;

/// <summary>A message as labelled cells, in order: what a table shows of it.</summary>
internal static partial class Facts
{
    /// <summary>All that is set, for a message that stands alone.</summary>
    internal static IEnumerable<(string Label, Cell Cell)> Full(IMessage message) =>
        message is Struct record
            ? OfStruct(record)
            : message.Descriptor.Fields.InDeclarationOrder().SelectMany(field => Inner(message, field) is { } inner
                ? Full(inner).Select(fact => ($"{Cell.Heading(field)} {fact.Label}", fact.Cell))
                : OfFields(message, [field], Currency(message)));

    /// <summary>The chosen columns, for a row among others; names in the short form that commands take.</summary>
    internal static IEnumerable<(string Label, Cell Cell)> Row(IMessage message, string currencyAround)
    {
        if (message is Struct record)
            return OfStruct(record);
        var names = ResourcePattern.OfResource(message.Descriptor);
        var currency = Currency(message) is { Length: > 0 } own ? own : currencyAround;
        var cells = Columns.Of(message.Descriptor).SelectMany(field => OfFields(message, [field], currency)
            .Select(fact => (field.Name == "name" ? names : ResourcePattern.OfReference(field)) is { } pattern ? (fact.Label, fact.Cell with { Text = Shorten(pattern, fact.Cell.Text) }) : fact));
        return Bars.Of(message) is { } bar ? cells.Append(("", bar)) : cells;
    }

    internal static string Currency(IMessage message) =>
        message.Descriptor.FindFieldByName("currency_code") is { } field ? (string)field.Accessor.GetValue(message) : "";

    /// <summary>The parts of a message, kind by kind: each kind gets a table of its own.</summary>
    internal static IEnumerable<IReadOnlyList<IMessage>> Parts(IMessage message) => message is Struct record
        ? record.Fields.Values.Where(IsParts).Select(value => value.ListValue.Values.Select(part => part.StructValue).ToList())
        : message.Descriptor.Fields.InDeclarationOrder().SelectMany(field =>
            IsParts(field) ? [((IList)field.Accessor.GetValue(message)).Cast<IMessage>().ToList()]
            : Inner(message, field) is { } inner ? Parts(inner) : []);

    /// <summary>A message that is a part by itself, with facts of its own; null for one that is read at a glance, as a time or a person is.</summary>
    private static IMessage? Inner(IMessage message, FieldDescriptor field) =>
        field is { IsRepeated: false, FieldType: FieldType.Message } && field.MessageType.File.Package.StartsWith("opsplatform.", StringComparison.Ordinal) && !Columns.AreChosen(field.MessageType)
            ? (IMessage?)field.Accessor.GetValue(message)
            : null;

    /// <summary>A cell has one name, or several with commas between.</summary>
    private static string Shorten(ResourcePattern pattern, string names) => string.Join(", ", names.Split(", ").Select(pattern.Shorten));

    private static bool IsParts(FieldDescriptor field) => field is { IsRepeated: true, FieldType: FieldType.Message };

    private static bool IsParts(Value value) => value is { KindCase: Value.KindOneofCase.ListValue, ListValue.Values: [{ KindCase: Value.KindOneofCase.StructValue }, ..] };

    /// <summary>Every amount says its currency, so the code gets no line of its own.</summary>
    private static IEnumerable<(string Label, Cell Cell)> OfFields(IMessage message, IEnumerable<FieldDescriptor> fields, string currency) =>
        fields.Where(field => !IsParts(field) && field.Name != "currency_code").Select(field => (Cell.Heading(field), Cell.Of(message, field, currency)));

    private static IEnumerable<(string Label, Cell Cell)> OfStruct(Struct record) =>
        record.Fields.Where(pair => !IsParts(pair.Value)).Select(pair => (WordStart().Replace(pair.Key, " $0").ToLowerInvariant(), new Cell(OfValue(pair.Value), IsNumber: false)));

    private static string OfValue(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.BoolValue => value.BoolValue ? "yes" : "no",
        Value.KindOneofCase.ListValue => string.Join(", ", value.ListValue.Values.Select(OfValue)),
        Value.KindOneofCase.NumberValue => value.NumberValue.ToString(null, null),
        _ => "",
    };

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
