using Buf.Validate;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Type;

namespace OpsPlatform.Server.Validation;

/// <summary>Turns the rules of message types into checks.</summary>
internal sealed class PlanCompiler(TimeProvider clock)
{
    private static readonly FieldRules NoRules = new();

    private readonly Dictionary<MessageDescriptor, MessagePlan> _plans = [];

    public MessagePlan Plan(MessageDescriptor type)
    {
        if (_plans.TryGetValue(type, out var known))
            return known;
        var plan = _plans[type] = new();
        try
        {
            var rules = type.GetOptions()?.GetExtension(ValidateExtensions.Message) ?? new();
            KnownRules.Demand(rules, type.FullName);
            plan.Complete([
                .. type.Fields.InDeclarationOrder().Select(field => Field(field, rules)),
                .. rules.Oneof.Select(group => OneofChecks.OfGroup(group, type)),
                .. type.Oneofs.Select(OneofChecks.Of),
            ]);
            return plan;
        }
        catch
        {
            _plans.Remove(type);
            throw;
        }
    }

    private Check<IMessage>? Field(FieldDescriptor field, MessageRules group)
    {
        var rules = field.GetOptions()?.GetExtension(ValidateExtensions.Field) ?? NoRules;
        KnownRules.Demand(rules, field.FullName);
        var ignore = !rules.HasIgnore && group.Oneof.Any(oneof => oneof.Fields.Contains(field.Name)) ? Ignore.IfZeroValue : rules.Ignore;
        if (ignore == Ignore.Always || IsOutputOnly(field))
            return null;
        var onlyWhenSet = field.HasPresence || ignore == Ignore.IfZeroValue;
        if (field.IsRepeated)
        {
            var elements = field.IsMap ? CollectionChecks.OfMap(field, rules, Element) : CollectionChecks.OfList(field, rules, Element);
            return FieldCheck.Of(field, rules.Required, rules.Required || onlyWhenSet ? Presence.Of(field) : null, elements);
        }

        if (ValueKind.Of(field) is { } kind)
            return kind.Field(field, rules, rules.Required, onlyWhenSet);
        var check = Element(field, rules);
        return FieldCheck.Of(field, rules.Required, Presence.Of(field), check is null ? null : (message, findings) => check(field.Accessor.GetValue(message), findings));
    }

    /// <summary>The check of a value that is in hand: an item, a key, a message.</summary>
    private Check<object>? Element(FieldDescriptor field, FieldRules rules)
    {
        if (rules.Ignore == Ignore.Always)
            return null;
        if (Wrapped(field) is { } wrapped)
            return ValueKind.Of(wrapped)!.Element(wrapped, rules);
        var check = ValueKind.Of(field) is { } kind ? kind.Element(field, rules) : Message(field, rules);
        if (check is null || rules.Ignore != Ignore.IfZeroValue || field.FieldType == FieldType.Message)
            return check;
        return (value, findings) =>
        {
            if (!Presence.IsZero(value))
                check(value, findings);
        };
    }

    private Check<object>? Message(FieldDescriptor field, FieldRules rules)
    {
        var own = ValueRules(field, rules).Together();
        var plan = Plan(field.MessageType);
        if (plan.IsEmpty)
            return own is null ? null : (value, findings) => own((IMessage)value, findings);
        return (value, findings) =>
        {
            own?.Invoke((IMessage)value, findings);
            plan.Check((IMessage)value, findings);
        };
    }

    private IEnumerable<Rule<IMessage>> ValueRules(FieldDescriptor field, FieldRules rules)
    {
        RuleReader Reader(string kind) => RuleReader.Of(kind, rules, field.FullName);

        if (field.MessageType == Timestamp.Descriptor)
            return TimeRules.OfTimestamp(Reader("timestamp"), clock).Prepend(WellFormed.Timestamp);
        if (field.MessageType == Duration.Descriptor)
            return TimeRules.OfDuration(Reader("duration")).Prepend(WellFormed.Duration);
        if (field.MessageType == Any.Descriptor)
            return MessageValueRules.OfAny(Reader("any"));
        if (field.MessageType == FieldMask.Descriptor)
            return MessageValueRules.OfFieldMask(Reader("field_mask"));
        _ = Reader("message of another kind");
        return field.MessageType == Date.Descriptor ? [WellFormed.Date] : [];
    }

    /// <summary>What a wrapper holds: C# has it in place of the wrapper.</summary>
    private static FieldDescriptor? Wrapped(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && field.MessageType.File == WrappersReflection.Descriptor ? field.MessageType.FindFieldByNumber(1) : null;

    private static bool IsOutputOnly(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) == true;
}
