using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules that messages of other kinds than times have as values.</summary>
internal static class MessageValueRules
{
    public static IEnumerable<Rule<IMessage>> OfAny(RuleReader rules)
    {
        if (rules.List("in") is { Count: > 0 } allowed)
            yield return new(rules.Id("in"), value => allowed.Contains(Type(value)), RangeRules.OneOf(allowed.Cast<string>()), value => Quoted.Text(Type(value)));
        if (rules.List("not_in") is { Count: > 0 } denied)
            yield return new(rules.Id("not_in"), value => !denied.Contains(Type(value)), RangeRules.NoneOf(denied.Cast<string>()), value => Quoted.Text(Type(value)));
    }

    public static IEnumerable<Rule<IMessage>> OfFieldMask(RuleReader rules)
    {
        if (rules.TryGet("const", out FieldMask constant))
        {
            var paths = string.Join(", ", constant.Paths);
            yield return new(rules.Id("const"), value => Paths(value).SequenceEqual(constant.Paths), new($"must name exactly {paths}", $"必须恰好为 {paths}"));
        }

        if (rules.List("in") is { Count: > 0 } allowed)
        {
            var list = string.Join(", ", allowed);
            yield return new(rules.Id("in"), value => Paths(value).All(path => IsUnder(path, allowed)), new($"must name nothing but {list}", $"只能包含 {list}"));
        }

        if (rules.List("not_in") is { Count: > 0 } denied)
        {
            var list = string.Join(", ", denied);
            yield return new(rules.Id("not_in"), value => !Paths(value).Any(path => IsUnder(path, denied)), new($"must name none of {list}", $"不得包含 {list}"));
        }
    }

    private static string Type(IMessage value) => ((Any)value).TypeUrl;

    private static RepeatedField<string> Paths(IMessage value) => ((FieldMask)value).Paths;

    private static bool IsUnder(string path, IReadOnlyList<object> parents) =>
        parents.Cast<string>().Any(parent => path == parent || path.StartsWith(parent + '.', StringComparison.Ordinal));
}
