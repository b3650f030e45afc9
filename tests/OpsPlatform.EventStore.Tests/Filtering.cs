using System.Globalization;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Filtering(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    private static readonly Comparator[] Comparators = Enum.GetValues<Comparator>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_filter_selects_what_the_same_predicate_selects_in_memory(int seed)
    {
        var random = new Random(seed);
        var tills = await StoreAsync(random, 150);
        for (var i = 0; i < 200; i++)
        {
            var filter = Next(random, depth: 3);
            var expected = tills.Where(till => TillPredicate.Holds(filter, till.Value)).Select(till => till.Key);

            (await IdsAsync(filter)).ShouldBe(expected, ignoreOrder: true, $"seed {seed}, filter {i}: {filter}");
        }
    }

    [Theory]
    [InlineData("display_name", Comparator.Equal, "")]
    [InlineData("balance_micros", Comparator.Equal, "0")]
    [InlineData("sale_count", Comparator.LessOrEqual, "0")]
    [InlineData("closed", Comparator.Equal, "false")]
    [InlineData("kind", Comparator.Equal, "KIND_UNSPECIFIED")]
    [InlineData("rate", Comparator.Equal, "0")]
    [InlineData("serial", Comparator.Less, "1")]
    [InlineData("place.floor", Comparator.Equal, "0")]
    [InlineData("open_time", Comparator.NotEqual, "2026-01-01T00:00:00Z")]
    public async Task An_absent_field_has_its_default(string field, Comparator comparator, string literal)
    {
        await WriteAsync(("tills/empty", new Till()));

        (await IdsAsync(new Filter.Comparison(field, comparator, literal))).ShouldBe(["tills/empty"]);
    }

    [Theory]
    [InlineData("open_time", Comparator.Equal, "2026-01-01T00:00:00Z")]
    [InlineData("open_time", Comparator.Less, "2026-01-01T00:00:00Z")]
    [InlineData("fiscal_date", Comparator.GreaterOrEqual, "2026-01-01")]
    public async Task An_unset_time_is_neither_before_nor_after_anything(string field, Comparator comparator, string literal)
    {
        await WriteAsync(("tills/empty", new Till()));
        var filter = new Filter.Comparison(field, comparator, literal);

        (await IdsAsync(filter)).ShouldBeEmpty();
        (await IdsAsync(new Filter.Negation(filter))).ShouldBe(["tills/empty"]);
    }

    [Theory]
    [InlineData("nothing", Comparator.Equal, "1")]
    [InlineData("place", Comparator.Equal, "1")]
    [InlineData("place.nothing", Comparator.Equal, "1")]
    [InlineData("display_name.x", Comparator.Equal, "1")]
    [InlineData("open_time.seconds", Comparator.Equal, "1")]
    [InlineData("", Comparator.Equal, "1")]
    [InlineData("displayName", Comparator.Equal, "a")]
    [InlineData("display_name') or true --", Comparator.Equal, "a")]
    [InlineData("labels", Comparator.Equal, "a")]
    [InlineData("labels.a", Comparator.Equal, "a")]
    [InlineData("digest", Comparator.Equal, "a")]
    [InlineData("tags", Comparator.Equal, "a")]
    [InlineData("lines.line_id", Comparator.Equal, "a")]
    [InlineData("kind", Comparator.Less, "KIND_COUNTER")]
    [InlineData("kind", Comparator.Equal, "COUNTER")]
    [InlineData("closed", Comparator.Greater, "false")]
    [InlineData("closed", Comparator.Equal, "maybe")]
    [InlineData("balance_micros", Comparator.Equal, "1.5")]
    [InlineData("balance_micros", Comparator.Equal, "9223372036854775808")]
    [InlineData("balance_micros", Comparator.Equal, "0) or (true")]
    [InlineData("open_time", Comparator.Less, "tomorrow")]
    [InlineData("fiscal_date", Comparator.Less, "2026-02-30")]
    [InlineData("shift", Comparator.Less, "5")]
    [InlineData("display_name", Comparator.Equal, "a\0b")]
    public async Task What_cannot_be_asked_is_refused_with_words_for_the_caller(string field, Comparator comparator, string literal)
    {
        var refusal = await Should.ThrowAsync<InvalidQueryException>(IdsAsync(new Filter.Comparison(field, comparator, literal)));

        refusal.Part.ShouldBe(QueryPart.Filter);
        refusal.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Literals_and_ids_are_never_read_as_sql()
    {
        const string hostile = "x'); delete from mt_doc_till; --";
        await WriteAsync(("tills/" + hostile, new Till { DisplayName = hostile }), ("tills/other", new Till { DisplayName = "other" }));

        (await IdsAsync(new Filter.Comparison("display_name", Comparator.Equal, hostile))).ShouldBe(["tills/" + hostile]);
        (await IdsAsync(new Filter.Has("display_name", hostile))).ShouldBe(["tills/" + hostile]);
        (await fixture.Store.GetDocumentAsync<Till>(_tenant, "tills/" + hostile)).ShouldNotBeNull();
        (await fixture.Store.ListDocumentsAsync<Till>(_tenant, new DocumentQuery(10) { Prefix = hostile + "/" })).Documents.ShouldBeEmpty();
        (await fixture.Store.GetDocumentAsync<Till>("' or true --", "tills/other")).ShouldBeNull();
        (await IdsAsync(new Filter.AllOf([]))).Count.ShouldBe(2, "nothing was deleted");
    }

    [Fact]
    public async Task A_hundred_levels_are_no_burden_and_a_hundred_thousand_are_refused_without_harm()
    {
        await WriteAsync(("tills/a", new Till { DisplayName = "a" }));

        (await IdsAsync(Nested(100))).ShouldBe(["tills/a"]);
        await Should.ThrowAsync<InsufficientExecutionStackException>(IdsAsync(Nested(100_000)));

        static Filter Nested(int levels) =>
            Enumerable.Range(0, levels).Aggregate((Filter)new Filter.Comparison("display_name", Comparator.Equal, "a"), (inner, i) => i % 2 == 0 ? new Filter.Negation(new Filter.Negation(inner)) : new Filter.AllOf([inner, new Filter.AnyOf([inner is Filter.Negation ? new Filter.AllOf([]) : inner])]));
    }

    [Fact]
    public async Task Sums_are_those_of_what_the_filter_selects_and_do_not_overflow()
    {
        var random = new Random(4);
        var tills = await StoreAsync(random, 150);
        var query = new SumQuery(["display_name", "place.city"], ["balance_micros", "sale_count"]) { Filter = new Filter.Comparison("sale_count", Comparator.GreaterOrEqual, "0") };

        var sums = await fixture.Store.SumDocumentsAsync<Till>(_tenant, "tills/", query);

        var expected =
            from till in tills.Values
            where till.SaleCount >= 0
            group till by (till.DisplayName, City: till.Place?.City ?? "") into same
            select (same.Key.DisplayName, same.Key.City, same.Sum(till => (decimal)till.BalanceMicros), same.Sum(till => (decimal)till.SaleCount), same.LongCount());
        sums.Select(sum => (sum.Keys[0], sum.Keys[1], sum.Totals[0], sum.Totals[1], sum.Count)).ShouldBe(expected, ignoreOrder: true);
        (await fixture.Store.SumDocumentsAsync<Till>(_tenant, "none/", query)).ShouldBeEmpty();
        await Should.ThrowAsync<InvalidQueryException>(fixture.Store.SumDocumentsAsync<Till>(_tenant, "tills/", query with { Filter = new Filter.Comparison("colour", Comparator.Equal, "red") }));
    }

    private static Filter Next(Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => NextHas(random),
        4 => new Filter.AllOf([.. Enumerable.Range(0, random.Next(3)).Select(_ => Next(random, depth - 1))]),
        5 => new Filter.AnyOf([.. Enumerable.Range(0, random.Next(3)).Select(_ => Next(random, depth - 1))]),
        6 => new Filter.Negation(Next(random, depth - 1)),
        _ => NextComparison(random),
    };

    private static Filter.Comparison NextComparison(Random random)
    {
        var field = random.Of(TillPredicate.Values.Keys.ToArray());
        var comparator = field is "kind" or "closed" ? Comparators[random.Next(2)] : random.Of(Comparators);
        return new Filter.Comparison(field, comparator, field switch
        {
            "display_name" or "place.city" => random.Of(Tills.Texts),
            "balance_micros" => $"{random.Of(Tills.Numbers)}",
            "serial" => $"{random.Of(Tills.Serials)}",
            "rate" => random.Of(Tills.Rates).ToString("R", CultureInfo.InvariantCulture),
            "closed" => random.Of(["true", "false"]),
            "kind" => random.Of(TillPredicate.Kinds.Keys.ToArray()),
            "open_time" => random.Of(["2026-03-01T00:00:00Z", "2026-03-01T00:00:00.5Z", "2026-03-01T01:30:00+01:30", "2020-01-01T00:00:00Z"]),
            "fiscal_date" => random.Of(["2026-03-01", "2026-02-28", "2026-01-01", "2025-12-31"]),
            "shift" => random.Of(["5s", "5.5s", "0s", "-1s"]),
            _ => $"{random.Next(-1, 2)}",
        });
    }

    private static Filter.Has NextHas(Random random) => random.Next(9) switch
    {
        0 => new("tags", null),
        1 => new("tags", random.Of(Tills.Texts)),
        2 => new("lines", null),
        3 => new("lines.line_id", random.Of([null, .. Tills.Texts])),
        4 => new("lines.amount_micros", $"{random.Of(Tills.Numbers)}"),
        5 => new("display_name", random.Of(Tills.Texts)),
        6 => new("place", null),
        7 => new(random.Of(["open_time", "kind"]), null),
        _ => new("balance_micros", null),
    };

    private async Task<Dictionary<string, Till>> StoreAsync(Random random, int count)
    {
        var tills = Enumerable.Range(0, count).ToDictionary(i => $"tills/{i}", _ => Tills.Next(random));
        await WriteAsync([.. tills.Select(till => (till.Key, till.Value))]);
        return tills;
    }

    private async Task WriteAsync(params (string Id, Till Till)[] tills) =>
        (await fixture.Store.AppendAsync(Append(_tenant) with { Documents = [.. tills.Select(till => new DocumentWrite(till.Id, till.Till, 1))] })).ShouldBeOfType<AppendResult.Committed>();

    private async Task<IReadOnlyList<string>> IdsAsync(Filter filter) =>
        [.. (await fixture.Store.ListDocumentsAsync<Till>(_tenant, new DocumentQuery(1000) { Filter = filter })).Documents.Select(document => document.Id)];
}
