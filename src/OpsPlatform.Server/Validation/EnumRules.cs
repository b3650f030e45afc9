using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules of enums, whose values are numbers on the wire and names for people.</summary>
internal static class EnumRules
{
    public static IEnumerable<Rule<int>> Of(RuleReader rules, EnumDescriptor type)
    {
        string Name(object number) => type.FindValueByNumber((int)number)?.Name ?? number.ToString()!;

        if (rules.Is("defined_only"))
        {
            yield return new(
                rules.Id("defined_only"),
                value => type.FindValueByNumber(value) is not null,
                RangeRules.OneOf(type.Values.Select(value => value.Name)),
                value => Name(value));
        }

        foreach (var rule in RangeRules.Of(rules, given => (int)given, Name, value => Name(value)))
            yield return rule;
    }
}
