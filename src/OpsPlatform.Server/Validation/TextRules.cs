using System.Text;
using OpsPlatform.Server.Validation.Formats;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules of strings. Lengths are in Unicode code points unless they say bytes.</summary>
internal static class TextRules
{
    public static IEnumerable<Rule<string>> Of(RuleReader rules, string place)
    {
        yield return WellFormed.Text;
        if (rules.TryGet("const", out string constant))
            yield return new(rules.Id("const"), value => value == constant, new($"must be {Quoted.Text(constant)}", $"必须为 {Quoted.Text(constant)}"), Quoted.Text);
        foreach (var rule in Lengths<string>(rules, "len", "min_len", "max_len", CodePoints, "characters", "个字符"))
            yield return rule;
        foreach (var rule in Lengths<string>(rules, "len_bytes", "min_bytes", "max_bytes", value => Encoding.UTF8.GetByteCount(value), "bytes of UTF-8", "个 UTF-8 字节"))
            yield return rule;
        if (rules.TryGet("pattern", out string pattern))
        {
            var regex = Re2Pattern.Compile(pattern, place);
            yield return new(rules.Id("pattern"), regex.IsMatch, new($"must match {pattern}", $"必须匹配 {pattern}"), Quoted.Text);
        }

        foreach (var rule in Parts(rules))
            yield return rule;
        if (rules.List("in") is { Count: > 0 } allowed)
            yield return new(rules.Id("in"), value => allowed.Contains(value), RangeRules.OneOf(allowed.Select(Shown)), Quoted.Text);
        if (rules.List("not_in") is { Count: > 0 } denied)
            yield return new(rules.Id("not_in"), value => !denied.Contains(value), RangeRules.NoneOf(denied.Select(Shown)), Quoted.Text);
        foreach (var rule in TextFormat.Of(rules))
            yield return rule;
    }

    /// <summary>The lengths of anything that has one.</summary>
    public static IEnumerable<Rule<T>> Lengths<T>(RuleReader rules, string exact, string least, string most, Func<T, int> length, string en, string zh)
    {
        string Show(T value) => length(value).ToString();

        if (rules.TryGet(exact, out ulong size))
            yield return new(rules.Id(exact), value => (ulong)length(value) == size, new($"must have {size} {en}", $"必须为 {size} {zh}"), Show);
        if (rules.TryGet(least, out ulong min))
            yield return new(rules.Id(least), value => (ulong)length(value) >= min, new($"must have at least {min} {en}", $"至少需要 {min} {zh}"), Show);
        if (rules.TryGet(most, out ulong max))
            yield return new(rules.Id(most), value => (ulong)length(value) <= max, new($"must have at most {max} {en}", $"最多允许 {max} {zh}"), Show);
    }

    private static IEnumerable<Rule<string>> Parts(RuleReader rules)
    {
        if (rules.TryGet("prefix", out string prefix))
            yield return new(rules.Id("prefix"), value => value.StartsWith(prefix, StringComparison.Ordinal), new($"must begin with {Quoted.Text(prefix)}", $"必须以 {Quoted.Text(prefix)} 开头"), Quoted.Text);
        if (rules.TryGet("suffix", out string suffix))
            yield return new(rules.Id("suffix"), value => value.EndsWith(suffix, StringComparison.Ordinal), new($"must end in {Quoted.Text(suffix)}", $"必须以 {Quoted.Text(suffix)} 结尾"), Quoted.Text);
        if (rules.TryGet("contains", out string part))
            yield return new(rules.Id("contains"), value => value.Contains(part, StringComparison.Ordinal), new($"must contain {Quoted.Text(part)}", $"必须包含 {Quoted.Text(part)}"), Quoted.Text);
        if (rules.TryGet("not_contains", out string banned))
            yield return new(rules.Id("not_contains"), value => !value.Contains(banned, StringComparison.Ordinal), new($"must not contain {Quoted.Text(banned)}", $"不得包含 {Quoted.Text(banned)}"), Quoted.Text);
    }

    private static int CodePoints(string value)
    {
        var count = 0;
        foreach (var _ in value.EnumerateRunes())
            count++;
        return count;
    }

    private static string Shown(object value) => Quoted.Text((string)value);
}
