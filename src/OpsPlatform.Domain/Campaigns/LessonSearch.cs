using System.Globalization;
using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Finds lessons by words, and by pairs of characters where a script does not part words (ADR 0021).</summary>
public static class LessonSearch
{
    private const int DefaultHits = 10;
    private const int MostHits = 100;

    /// <summary>Beyond a few times, that a lesson names a thing once more says little: the k1 of BM25.</summary>
    private const double Saturation = 1.2;

    /// <summary>From a letter of full width to the same one of half width.</summary>
    private const int WidthShift = 0xfee0;

    public static IEnumerable<LessonHit> Find(IReadOnlyCollection<Lesson> lessons, string query, int most)
    {
        var terms = Parts(query).SelectMany(part => part.IsWord || part.Text.Length == 1 ? [part] : Pairs(part)).Distinct().ToArray();
        if (terms.Length == 0)
            return [];
        var indexed = lessons.Select(lesson => (Lesson: lesson, Weights: terms.Select(Weigher(lesson)).ToArray())).ToArray();
        var rarity = terms.Select((_, index) => Math.Log(1 + (lessons.Count / (1.0 + indexed.Count(each => each.Weights[index] > 0))))).ToArray();
        return indexed.Where(each => each.Weights.All(weight => weight > 0))
            .Select(each => new LessonHit { Lesson = each.Lesson, Score = each.Weights.Select((weight, index) => rarity[index] * weight * (Saturation + 1) / (weight + Saturation)).Sum() })
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Lesson.Name, StringComparer.Ordinal)
            .Take(most == 0 ? DefaultHits : Math.Min(most, MostHits));
    }

    /// <summary>How much of a term a lesson has: a name says more than a text.</summary>
    private static Func<Part, double> Weigher(Lesson lesson)
    {
        (double Weight, Part[] Parts)[] fields =
        [
            (3, [.. Parts(lesson.DisplayName)]),
            (2, [.. Parts(string.Join(' ', lesson.Tags.Append(lesson.CauseTag)))]),
            (1, [.. Parts($"{lesson.Situation}\n{lesson.Advice}")]),
        ];
        return term => fields.Sum(field => field.Weight * field.Parts.Sum(part => Count(part, term)));
    }

    private static int Count(Part part, Part term)
    {
        if (part.IsWord != term.IsWord)
            return 0;
        if (part.IsWord)
            return part.Text.StartsWith(term.Text, StringComparison.Ordinal) ? 1 : 0;
        var count = 0;
        for (var at = part.Text.IndexOf(term.Text, StringComparison.Ordinal); at >= 0; at = part.Text.IndexOf(term.Text, at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static IEnumerable<Part> Pairs(Part run)
    {
        for (var at = 0; at + 1 < run.Text.Length; at++)
            yield return new Part(run.Text.Substring(at, 2), IsWord: false);
    }

    /// <summary>Words, and runs of characters that no blank parts into words.</summary>
    private static IEnumerable<Part> Parts(string text)
    {
        var folded = Fold(text);
        var start = 0;
        for (var at = 0; at <= folded.Length; at++)
        {
            var kind = at < folded.Length ? KindOf(folded[at]) : Kind.Other;
            if (at > start && KindOf(folded[start]) is var before && kind != before)
            {
                if (before != Kind.Other)
                    yield return new Part(folded[start..at], before == Kind.Word);
                start = at;
            }
        }
    }

    /// <summary>Small letters of half width. Unicode's own normal forms need a library that the platform runs without (ADR 0021).</summary>
    private static string Fold(string text) =>
        string.Create(text.Length, text, (folded, given) =>
        {
            for (var at = 0; at < given.Length; at++)
                folded[at] = char.ToLowerInvariant(given[at] is >= '\uff01' and <= '\uff5e' ? (char)(given[at] - WidthShift) : given[at]);
        });

    private static Kind KindOf(char letter) => letter switch
    {
        // Han, kana and hangul, and the halves of characters beyond the first plane, most of which are Han.
        >= '\u2e80' and <= '\u9fff' or >= '\uac00' and <= '\ud7af' or >= '\uf900' and <= '\ufaff' when char.IsLetterOrDigit(letter) => Kind.Run,
        >= '\ud800' and <= '\udfff' => Kind.Run,
        _ when char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark => Kind.Word,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Other,
        Word,
        Run,
    }

    private readonly record struct Part(string Text, bool IsWord);
}
