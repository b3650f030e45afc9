using System.Numerics;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules of everything that has an order: numbers of all kinds, and times as their nanoseconds.</summary>
internal static class RangeRules
{
    /// <param name="rules">The rules as written.</param>
    /// <param name="read">A bound as written to a value.</param>
    /// <param name="text">A bound as written to what people read.</param>
    /// <param name="show">A given value to what people read.</param>
    public static IEnumerable<Rule<T>> Of<T>(RuleReader rules, Func<object, T> read, Func<object, string> text, Func<T, string> show)
        where T : INumber<T>
    {
        if (rules.TryGet("const", given => (Value: read(given), Text: text(given)), out var constant))
            yield return new(rules.Id("const"), value => value == constant.Value, new($"must be {constant.Text}", $"必须为 {constant.Text}"), show);
        if (Range(rules, read, text) is { } range)
            yield return new(range.Id, range.Holds, range.Must, show);
        if (rules.List("in") is { Count: > 0 } allowed)
            yield return new(rules.Id("in"), IsIn([.. allowed.Select(read)]), OneOf(allowed.Select(text)), show);
        if (rules.List("not_in") is { Count: > 0 } denied)
        {
            var isDenied = IsIn<T>([.. denied.Select(read)]);
            yield return new(rules.Id("not_in"), value => !isDenied(value), NoneOf(denied.Select(text)), show);
        }

        if (rules.Is("finite"))
            yield return new(rules.Id("finite"), T.IsFinite, new("must be a finite number", "必须为有限数值"), show);
    }

    public static Sentence OneOf(IEnumerable<string> values)
    {
        var list = string.Join(", ", values);
        return new($"must be one of {list}", $"必须为以下之一：{list}");
    }

    public static Sentence NoneOf(IEnumerable<string> values)
    {
        var list = string.Join(", ", values);
        return new($"must be none of {list}", $"不得为以下任何值：{list}");
    }

    /// <summary>Equality as IEEE 754 has it: NaN is in no list.</summary>
    private static Func<T, bool> IsIn<T>(T[] values)
        where T : INumber<T> => value => Array.Exists(values, one => one == value);

    private static Rule<T>? Range<T>(RuleReader rules, Func<object, T> read, Func<object, string> text)
        where T : INumber<T>
    {
        var lower = Bound(rules, read, text, [("gt", (value, bound) => value > bound, "greater than", "大于"), ("gte", (value, bound) => value >= bound, "at least", "不小于")]);
        var upper = Bound(rules, read, text, [("lt", (value, bound) => value < bound, "less than", "小于"), ("lte", (value, bound) => value <= bound, "at most", "不大于")]);
        return (lower, upper) switch
        {
            ({ } low, null) => new(rules.Id(low.Name), low.Holds, new($"must be {low.En}", $"必须{low.Zh}")),
            (null, { } high) => new(rules.Id(high.Name), high.Holds, new($"must be {high.En}", $"必须{high.Zh}")),
            ({ } low, { } high) when high.Value >= low.Value => new(
                rules.Id($"{low.Name}_{high.Name}"),
                value => low.Holds(value) && high.Holds(value),
                new($"must be {low.En} and {high.En}", $"必须{low.Zh} 且{high.Zh}")),
            ({ } low, { } high) => new(
                rules.Id($"{low.Name}_{high.Name}_exclusive"),
                value => low.Holds(value) || high.Holds(value),
                new($"must be {low.En} or {high.En}", $"必须{low.Zh} 或{high.Zh}")),
            _ => null,
        };
    }

    private static Limit<T>? Bound<T>(RuleReader rules, Func<object, T> read, Func<object, string> text, (string Name, Func<T, T, bool> Compare, string En, string Zh)[] kinds)
    {
        foreach (var (name, compare, en, zh) in kinds)
        {
            if (rules.TryGet(name, given => (Value: read(given), Text: text(given)), out var bound))
                return new(name, bound.Value, value => compare(value, bound.Value), $"{en} {bound.Text}", $"{zh} {bound.Text}");
        }

        return null;
    }

    private sealed record Limit<T>(string Name, T Value, Func<T, bool> Holds, string En, string Zh);
}
