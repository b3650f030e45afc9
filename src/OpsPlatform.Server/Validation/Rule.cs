using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation;

/// <summary>Looks at a value and adds what is wrong with it to the findings.</summary>
internal delegate void Check<in T>(T value, Findings findings);

/// <summary>One rule of a value.</summary>
/// <param name="Id">As protovalidate has it: <c>int64.gt</c>.</param>
/// <param name="Holds">Whether a value keeps it.</param>
/// <param name="Must">How it is told.</param>
/// <param name="Show">What is told of a value that breaks it, or null when the value would not help.</param>
internal sealed record Rule<T>(string Id, Func<T, bool> Holds, Sentence Must, Func<T, string>? Show = null)
{
    /// <summary>The same rule of something that holds such a value.</summary>
    public Rule<TOuter> Within<TOuter>(Func<TOuter, T> read) =>
        new(Id, outer => Holds(read(outer)), Must, Show is null ? null : outer => Show(read(outer)));

    public void Check(T value, Findings findings)
    {
        if (!Holds(value))
            findings.Add(Id, Show is null ? Must : new($"{Must.En}; given: {Show(value)}", $"{Must.Zh}；当前为：{Show(value)}"));
    }
}

internal static class Rules
{
    /// <summary>One check of all rules, or null when there are none.</summary>
    public static Check<T>? Together<T>(this IEnumerable<Rule<T>> rules)
    {
        var all = rules.ToArray();
        return all.Length == 0 ? null : (value, findings) =>
        {
            foreach (var rule in all)
                rule.Check(value, findings);
        };
    }
}
