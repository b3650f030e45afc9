using System.Diagnostics;
using System.Runtime.InteropServices;
using OpsPlatform.Bench.Report;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;

namespace OpsPlatform.Bench.Words;

/// <summary>How long it takes to find the words of a list in a text, in turn with looking for each of them by <see cref="string.Contains(string)"/>.</summary>
internal static class WordsRun
{
    private const int WordCount = 50_000;
    private const int TextLength = 20_000;
    private const int Planted = 100;
    private const int Rounds = 9;

    /// <summary>Until the runtime has compiled it as a server has it after a while; not counted.</summary>
    private const int Warmups = 200;

    /// <summary>The letters that most Chinese text is made of lie close together.</summary>
    private const char FirstLetter = '\u4e00';
    private const int LetterCount = 3000;

    public static string Measure(double? loadAverage)
    {
        var chance = new Random(17);
        string[] words = [.. Enumerable.Range(0, WordCount).Select(_ => Letters(chance, chance.Next(2, 7))).Distinct()];
        var letters = Letters(chance, TextLength).ToCharArray();
        foreach (var i in Enumerable.Range(0, Planted))
        {
            var word = words[chance.Next(words.Length)];
            word.CopyTo(letters.AsSpan(i * TextLength / Planted));
        }

        var text = new string(letters);
        var start = Stopwatch.GetTimestamp();
        var matcher = new WordMatcher([new WordGroup { Words = { words } }]);
        var built = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        for (var round = 0; round < Warmups; round++)
            _ = matcher.Find(text).Count();
        var (found, looked) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            found.Add(Milliseconds(() => [.. matcher.Find(text).Select(hit => hit.Word)], out var matched));
            looked.Add(Milliseconds(() => [.. words.Where(word => text.Contains(word, StringComparison.Ordinal))], out var contained));
            if (!matched.IsSupersetOf(contained))
                throw new WorthlessRunException($"The matcher missed {contained.Except(matched).Count()} words.");
        }

        return
            $"""
            # Words

            {string.Join("\n", Facts.OfMachine(loadAverage).Append($"{RuntimeInformation.FrameworkDescription}").Select(fact => $"- {fact}"))}

            Figures are medians of {Rounds} rounds, the ratio one of single rounds; [README.md](README.md) says what is compared.

            {Table.Of(
                ["", "matcher", "string.Contains of each", "ratio", "aim"],
                [
                    [$"{words.Length:N0} words in a text of {text.Length:N0} characters, in ms", $"{Median(found):N2}", $"{Median(looked):N0}", $"{Median(found.Zip(looked, (fast, slow) => fast / slow)):N4}", "< 5 ms"],
                    ["the matcher built once for a list, in ms", $"{built:N0}", "", "", ""],
                ])}
            """;
    }

    private static string Letters(Random chance, int length) => string.Create(length, chance, (letters, from) =>
    {
        foreach (ref var letter in letters)
            letter = (char)(FirstLetter + from.Next(LetterCount));
    });

    private static double Milliseconds(Func<HashSet<string>> work, out HashSet<string> result)
    {
        var start = Stopwatch.GetTimestamp();
        result = work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
