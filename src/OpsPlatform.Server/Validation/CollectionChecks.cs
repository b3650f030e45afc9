using System.Collections;
using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules of repeated fields and maps, and of what is in them.</summary>
internal static class CollectionChecks
{
    /// <summary>Compiles the check of an item, a key or a value.</summary>
    public delegate Check<object>? Element(FieldDescriptor element, FieldRules rules);

    public static Check<IMessage>? OfList(FieldDescriptor field, FieldRules rules, Element compile)
    {
        var reader = RuleReader.Of("repeated", rules, field.FullName);
        var own = ListRules(reader, field).Together();
        var item = compile(field, reader.TryGet("items", out FieldRules items) ? items : new());
        return own is null && item is null ? null : (message, findings) =>
        {
            var list = (IList)field.Accessor.GetValue(message);
            own?.Invoke(list, findings);
            for (var i = 0; item is not null && i < list.Count && !findings.Full; i++)
            {
                findings.EnterElement(i);
                item(list[i]!, findings);
                findings.Leave();
            }
        };
    }

    public static Check<IMessage>? OfMap(FieldDescriptor field, FieldRules rules, Element compile)
    {
        var reader = RuleReader.Of("map", rules, field.FullName);
        var own = Sizes<IDictionary>(reader, "min_pairs", "max_pairs", "entries", "个条目").Together();
        var entry = field.MessageType;
        var key = compile(entry.FindFieldByNumber(1), reader.TryGet("keys", out FieldRules keys) ? keys : new());
        var value = compile(entry.FindFieldByNumber(2), reader.TryGet("values", out FieldRules values) ? values : new());
        return own is null && key is null && value is null ? null : (message, findings) =>
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            own?.Invoke(map, findings);
            foreach (DictionaryEntry pair in map)
            {
                if (findings.Full)
                    break;
                findings.EnterElement(pair.Key);
                key?.Invoke(pair.Key, findings);
                value?.Invoke(pair.Value!, findings);
                findings.Leave();
            }
        };
    }

    private static IEnumerable<Rule<IList>> ListRules(RuleReader rules, FieldDescriptor field)
    {
        foreach (var rule in Sizes<IList>(rules, "min_items", "max_items", "items", "项"))
            yield return rule;
        if (!rules.Is("unique"))
            yield break;
        if (field.FieldType == FieldType.Message)
            throw new InvalidRuleException(field.FullName, "messages cannot be told to be unique.");
        yield return new(rules.Id("unique"), AreUnique, new("must not have the same item twice", "不得包含重复项"));
    }

    private static IEnumerable<Rule<T>> Sizes<T>(RuleReader rules, string least, string most, string en, string zh)
        where T : ICollection => TextRules.Lengths<T>(rules, "", least, most, collection => collection.Count, en, zh);

    /// <summary>NaN equals nothing, itself included, so it may stand twice.</summary>
    private static bool AreUnique(IList list)
    {
        var seen = new HashSet<object>(list.Count);
        return list.Cast<object>().All(item => item is double.NaN or float.NaN || seen.Add(item));
    }
}
