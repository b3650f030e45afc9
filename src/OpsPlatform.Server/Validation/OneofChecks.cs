using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation;

/// <summary>Rules over several fields of one message.</summary>
internal static class OneofChecks
{
    /// <summary>A oneof of which one field must be set.</summary>
    public static Check<IMessage>? Of(OneofDescriptor oneof)
    {
        var rules = oneof.GetOptions()?.GetExtension(ValidateExtensions.Oneof);
        if (rules is null)
            return null;
        KnownRules.Demand(rules, oneof.FullName);
        if (!rules.Required)
            return null;
        var names = string.Join(", ", oneof.Fields.Select(field => field.Name));
        var must = new Sentence($"must have one of {names}", $"必须提供以下之一：{names}");
        return (message, findings) =>
        {
            if (oneof.Accessor.GetCaseFieldDescriptor(message) is not null)
                return;
            findings.Enter(oneof.Name);
            findings.Add("required", must);
            findings.Leave();
        };
    }

    /// <summary>Fields of which at most one may be set, though no oneof holds them together.</summary>
    public static Check<IMessage> OfGroup(MessageOneofRule group, MessageDescriptor type)
    {
        KnownRules.Demand(group, type.FullName);
        if (group.Fields.Count == 0 || group.Fields.Distinct().Count() != group.Fields.Count)
            throw new InvalidRuleException(type.FullName, "a oneof rule names no field, or one twice.");
        var fields = group.Fields.Select(name => type.FindFieldByName(name) ?? throw new InvalidRuleException(type.FullName, $"a oneof rule names {name}, which it has not."));
        Func<IMessage, bool>[] isSet = [.. fields.Select(Presence.Of)];
        var names = string.Join(", ", group.Fields);
        var one = new Sentence($"must have only one of {names}", $"以下字段只能提供一个：{names}");
        var any = new Sentence($"must have one of {names}", $"必须提供以下之一：{names}");
        return (message, findings) =>
        {
            var count = isSet.Count(check => check(message));
            if (count > 1)
                findings.Add("message.oneof", one);
            if (count == 0 && group.Required)
                findings.Add("message.oneof", any);
        };
    }
}
