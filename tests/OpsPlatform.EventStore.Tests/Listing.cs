using System.Text;
using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

public sealed class Listing(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static readonly string[] Fields = [.. TillPredicate.Values.Keys.Except(["kind"])];

    private readonly string _tenant = $"tenant-{Guid.NewGuid():n}";

    private PostgresEventStore Store => fixture.Store;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Pages_cover_everything_exactly_once_in_any_order(int seed)
    {
        var random = new Random(seed);
        var tills = Enumerable.Range(0, 120).ToDictionary(i => $"tills/{i}", _ => Tills.Next(random));
        await WriteAsync([.. tills.Select(till => (till.Key, till.Value))]);

        for (var i = 0; i < 40; i++)
        {
            var order = Enumerable.Range(0, random.Next(4)).Select(_ => new OrderKey(random.Of(Fields), random.Next(2) == 0)).ToArray();
            var expected = tills.OrderBy(till => till, Comparer<KeyValuePair<string, Till>>.Create((a, b) => Compare(order, a, b))).Select(till => till.Key);

            var pages = await PagesAsync(new DocumentQuery(random.Next(1, 50)) { Order = order });

            pages.SelectMany(page => page).ShouldBe(expected, $"seed {seed}, order {i}: {string.Join(", ", order.Select(key => key.ToString()))}");
        }
    }

    [Fact]
    public async Task Documents_written_between_two_pages_do_not_repeat_or_hide_others()
    {
        await WriteAsync([.. Enumerable.Range(10, 20).Select(i => ($"tills/{i}", new Till { SaleCount = i }))]);
        var query = new DocumentQuery(10) { Order = [new OrderKey("sale_count", Descending: true)] };

        var first = await Store.ListDocumentsAsync<Till>(_tenant, query);
        await WriteAsync(("tills/05", new Till { SaleCount = 5 }), ("tills/50", new Till { SaleCount = 50 }));
        var second = await Store.ListDocumentsAsync<Till>(_tenant, query with { After = first.Next });

        first.Documents.Select(document => document.Data.SaleCount).ShouldBe(Enumerable.Range(20, 10).Reverse());
        second.Documents.Select(document => document.Data.SaleCount).ShouldBe(Enumerable.Range(10, 10).Reverse());
        (await Store.ListDocumentsAsync<Till>(_tenant, query with { After = second.Next })).Documents.ShouldHaveSingleItem().Data.SaleCount.ShouldBe(5);
    }

    [Fact]
    public async Task A_page_of_long_documents_ends_early_and_one_that_is_too_long_by_itself_is_a_page()
    {
        await WriteAsync([.. Enumerable.Range(1, 5).Select(i => ($"tills/{i}", new Till { DisplayName = new string('x', i == 2 ? 3_000_000 : 1_000_000) }))]);

        (await PagesAsync(new DocumentQuery(4) { MostBytes = 2 * 1024 * 1024 })).ShouldBe([["tills/1"], ["tills/2"], ["tills/3", "tills/4"], ["tills/5"]]);
        (await PagesAsync(new DocumentQuery(4))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_prefix_gives_the_documents_below_it_and_no_others()
    {
        await WriteAsync([.. new[] { "a", "a/1", "a/2", "a/2/x", "a-b/3", "a0", "b/1", "A/1" }.Select(id => (id, new Till()))]);

        (await PagesAsync(new DocumentQuery(2) { Prefix = "a/" })).SelectMany(page => page).ShouldBe(["a/1", "a/2", "a/2/x"]);
    }

    [Fact]
    public async Task A_filter_and_a_page_key_hold_together()
    {
        await WriteAsync([.. Enumerable.Range(10, 20).Select(i => ($"tills/{i}", new Till { SaleCount = i % 2, Closed = i % 4 == 0 }))]);

        var pages = await PagesAsync(new DocumentQuery(3) { Filter = new Filter.Comparison("closed", Comparator.Equal, "true"), Order = [new OrderKey("sale_count")] });

        pages.SelectMany(page => page).ShouldBe(["tills/12", "tills/16", "tills/20", "tills/24", "tills/28"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[\"1\"]")]
    [InlineData("[\"1\",null]")]
    [InlineData("[\"1\",\"a\",\"b\"]")]
    [InlineData("[\"not a number\",\"tills/a\"]")]
    [InlineData("[\"99999999999999999999\",\"tills/a\"]")]
    [InlineData("[\"1\",\"\\u0000\"]")]
    public async Task A_page_key_that_does_not_fit_is_refused(string key)
    {
        var query = new DocumentQuery(1) { Order = [new OrderKey("sale_count")], After = key };

        (await Should.ThrowAsync<InvalidQueryException>(Store.ListDocumentsAsync<Till>(_tenant, query))).Part.ShouldBe(QueryPart.PageKey);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("place")]
    [InlineData("tags")]
    [InlineData("labels")]
    [InlineData("sale_count desc")]
    public async Task An_order_by_what_has_no_single_value_is_refused(string field) =>
        (await Should.ThrowAsync<InvalidQueryException>(Store.ListDocumentsAsync<Till>(_tenant, new DocumentQuery(1) { Order = [new OrderKey(field)] }))).Part.ShouldBe(QueryPart.Order);

    [Fact]
    public void A_page_of_nothing_and_a_prefix_without_a_slash_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DocumentQuery(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new StreamQuery(0));
        Should.Throw<ArgumentException>(() => new DocumentQuery(1) { Prefix = "budgets" });
    }

    [Fact]
    public async Task What_is_due_is_found_across_tenants_until_it_is_no_longer()
    {
        var other = _tenant + "-other";
        await DueAsync(_tenant, "receipts/later", Time.AddMinutes(3));
        await DueAsync(other, "receipts/first", Time.AddMinutes(1));
        await DueAsync(_tenant, "receipts/second", Time.AddMinutes(2));
        await DueAsync(_tenant, "receipts/never", null);

        (await IdsAsync(Time, 10)).ShouldBeEmpty();
        (await IdsAsync(Time.AddMinutes(2), 10)).ShouldBe(["receipts/first", "receipts/second"]);
        (await IdsAsync(Time.AddMinutes(2), 1)).ShouldBe(["receipts/first"]);
        await DueAsync(other, "receipts/first", null);
        (await IdsAsync(Time.AddMinutes(2), 10)).ShouldBe(["receipts/second"]);
        var due = (await Store.ListDueAsync<Receipt>(Time.AddMinutes(2), 10)).ShouldHaveSingleItem();
        due.ShouldBe(new DueDocument<Receipt>(_tenant, "receipts/second", new Receipt { Text = "receipts/second" }, 1, Time.AddMinutes(2)));

        async Task DueAsync(string tenant, string id, DateTimeOffset? due) =>
            await Store.AppendAsync(Append(tenant) with { Documents = [new DocumentWrite(id, new Receipt { Text = id }, 1) { DueTime = due }] });

        async Task<IEnumerable<string>> IdsAsync(DateTimeOffset until, int limit) => (await Store.ListDueAsync<Receipt>(until, limit)).Select(document => document.Id);
    }

    private static int Compare(OrderKey[] order, KeyValuePair<string, Till> a, KeyValuePair<string, Till> b)
    {
        foreach (var key in order)
        {
            var (left, right) = (TillPredicate.Values[key.Field](a.Value), TillPredicate.Values[key.Field](b.Value));
            var compared = left is null ? (right is null ? 0 : -1) : right is null ? 1 : left.CompareTo(right);
            if (compared != 0)
                return key.Descending ? -compared : compared;
        }

        return Encoding.UTF8.GetBytes(a.Key).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Key));
    }

    private async Task<List<string[]>> PagesAsync(DocumentQuery query)
    {
        var pages = new List<string[]>();
        string? after = null;
        do
        {
            var page = await Store.ListDocumentsAsync<Till>(_tenant, query with { After = after });
            page.Documents.Count.ShouldBeInRange(pages.Count == 0 ? 0 : 1, query.Limit);
            pages.Add([.. page.Documents.Select(document => document.Id)]);
            after = page.Next;
        }
        while (after is not null);
        return pages;
    }

    private async Task WriteAsync(params (string Id, Till Till)[] tills) =>
        (await Store.AppendAsync(Append(_tenant) with { Documents = [.. tills.Select(till => new DocumentWrite(till.Id, till.Till, 1))] })).ShouldBeOfType<AppendResult.Committed>();
}
