using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Listing;

namespace OpsPlatform.Server.Tests.Listing;

/// <summary>Whatever a caller writes is either read or refused.</summary>
public sealed class RandomFilters
{
    private static readonly ListFields Budgets = new(Budget.Descriptor);

    private const int Filters = 50_000;

    private static readonly string[] Words =
    [
        "state", "display_name", "total_amount_micros", "create_time", "period_start_date", "lines.line_id", "lines", "focus_rule", "ttl", "lines.allocated_amount_micros",
        "=", "!=", "<", "<=", ">", ">=", ":", " ", " ", " ", "AND", "OR", "NOT", "-", "(", ")", "*", "ACTIVE", "STATE_DRAFT", "1", "-7", "2026-01-31", "2026-01-31T08:00:00Z", "true",
        "\"", "'", "\\", "x", "😀", "\ud83d", "\0", "\n", ".", ",", "中",
    ];

    [Fact]
    public void Random_words_are_read_or_refused_and_never_anything_else()
    {
        var random = new Random(1);
        var read = 0;
        for (var i = 0; i < Filters; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Words[random.Next(Words.Length)]));
            if (Parsed(text) is not null)
                read++;
        }

        read.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_filter_that_was_read_and_written_out_reads_the_same_again()
    {
        var random = new Random(1);
        for (var i = 0; i < Filters / 10; i++)
        {
            var filter = Random(random, depth: 0);
            var text = FilterText.Of(filter, quoted: true);
            var again = FilterParser.Parse(text, Budgets).ShouldNotBeNull();
            FilterText.Of(again, quoted: true).ShouldBe(text);
        }
    }

    private static Filter? Parsed(string text)
    {
        try
        {
            return FilterParser.Parse(text, Budgets);
        }
        catch (Refusal refusal)
        {
            ((int)refusal.Facts[0].Value).ShouldBeInRange(1, text.Length + 1);
            return null;
        }
    }

    private static Filter Random(Random random, int depth) => random.Next(depth > 4 ? 3 : 6) switch
    {
        0 => new Filter.Comparison("display_name", (Comparator)random.Next(6), Text(random)),
        1 => new Filter.Comparison("total_amount_micros", (Comparator)random.Next(6), random.NextInt64().ToString()),
        2 => new Filter.Has("lines.line_id", random.Next(3) == 0 ? null : Text(random)),
        3 => new Filter.AllOf([.. Several(random, depth)]),
        4 => new Filter.AnyOf([.. Several(random, depth)]),
        _ => Negated(Random(random, depth + 1)),
    };

    /// <summary>Nobody can write NOT NOT.</summary>
    private static Filter Negated(Filter filter) => filter is Filter.Negation ? filter : new Filter.Negation(filter);

    private static IEnumerable<Filter> Several(Random random, int depth) => Enumerable.Range(0, random.Next(2, 4)).Select(_ => Random(random, depth + 1));

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => "ab*\"'\\ 中😀()=:".EnumerateRunes().ElementAt(random.Next(13))));
}
