using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

/// <summary>Rows of values beside the events that tell of them.</summary>
public sealed class Measuring(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private readonly string _tenant = $"t{Guid.NewGuid():N}";

    [Fact]
    public async Task Rows_are_stored_with_their_event_or_not_at_all()
    {
        (await WriteAsync("batches/1", 0, 7)).ShouldBeOfType<AppendResult.Committed>();
        (await WriteAsync("batches/1", 0, 8)).ShouldBeOfType<AppendResult.VersionConflict>();

        (await FindAsync()).ShouldBe(("", 7));
        (await fixture.QueryAsync<long>($"select value from ops_metric_values where tenant_id = '{_tenant}'")).ShouldBe([7]);
    }

    [Fact]
    public async Task Rows_of_batches_that_are_committed_together_go_each_to_its_own()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => WriteAsync($"batches/{number:00}", 0, number)));

        (await fixture.QueryAsync<string>($"select stream_id || ' ' || value from ops_metric_values v join mt_events e on e.tenant_id = v.tenant_id and e.seq_id = v.position where v.tenant_id = '{_tenant}' order by 1"))
            .ShouldBe(Enumerable.Range(1, 20).Select(number => $"batches/{number:00} {number}"));

        // They are of one microsecond: their order decides.
        var last = await fixture.QueryAsync<string>($"select stream_id::text from mt_events where tenant_id = '{_tenant}' order by seq_id desc limit 1");
        (await FindAsync()).Value.ShouldBe(long.Parse(last[0].Split('/')[1]));
    }

    [Fact]
    public async Task The_last_to_be_stored_is_read_even_if_its_clock_was_behind()
    {
        await WriteAsync("batches/1", 0, 7);
        var behind = Written("batches/2", 0, 8) with { Time = Time.AddSeconds(-1) };
        await fixture.Store.AppendAsync(behind, CancellationToken.None);

        (await FindAsync()).ShouldBe(("", 8));
        (await SumAsync(_tenant)).ShouldHaveSingleItem().Sum.ShouldBe(8);
    }

    [Fact]
    public async Task A_workspace_reads_its_own_rows_only()
    {
        await WriteAsync("batches/1", 0, 7);
        var key = new MetricValueKey("main", "plays", Day, 1);

        (await fixture.Store.FindMetricsAsync("another", [key], [], CancellationToken.None)).ShouldBeEmpty();
        (await SumAsync("another")).ShouldBeEmpty();
        (await SumAsync(_tenant)).ShouldBe([new MetricTotal("all", "plays", Day, 0, 0, 0, 1, 7)]);
    }

    [Fact]
    public async Task Many_metrics_and_their_quotients_are_added_up_as_one_by_one()
    {
        var random = new Random(20261126);
        string[] bases = [.. Enumerable.Range(0, 11).Select(number => $"base-{number}")];
        MetricPart[] parts = [.. bases.Select(metric => new MetricPart(metric, "", "")), .. bases.Skip(1).Select(metric => new MetricPart($"{metric}-rate", metric, bases[0]))];
        (string Account, string Group)[] members = [("main", "all"), ("other", "all"), ("main", "own")];
        DateOnly[] periods = [Day, Day.AddDays(4)];
        MetricValueRow[] rows =
        [
            .. Enumerable.Range(0, 900).Select(_ => new MetricValueRow(
                new(random.Next(2) == 0 ? "main" : "other", parts[random.Next(parts.Length)].Metric, Day.AddDays(random.Next(-1, 10)), random.Next(1, 3)), Time, random.Next(10) == 0 ? "USD" : "", random.Next(1, 100))),
        ];
        foreach (var (batch, row) in rows.Index())
            await fixture.Store.AppendAsync(Append(_tenant, Sales($"batches/{batch}", 0, 1)) with { Metrics = new MetricWrite($"batches/{batch}", [row]) }, CancellationToken.None);

        var counted = rows.GroupBy(row => (row.Key.Account, row.Key.Metric, row.Key.Day))
            .Select(day => day.GroupBy(row => row.Key.Source).MinBy(source => source.Key)!.Last()).Where(row => row.Currency.Length == 0)
            .ToDictionary(row => (row.Key.Account, row.Key.Metric, row.Key.Day), row => row.Value);
        var expected =
            from member in members
            from part in parts
            from day in Enumerable.Range(0, 9).Select(Day.AddDays)
            let numerator = Value(member.Account, part.Numerator, day)
            let denominator = Value(member.Account, part.Denominator, day)
            let isPair = numerator is not null && denominator is not null
            let single = isPair ? null : Value(member.Account, part.Metric, day)
            where isPair || single is not null
            group (numerator, denominator, isPair, single) by (member.Group, part.Metric, Period: periods.Last(start => start <= day)) into total
            select new MetricTotal(
                total.Key.Group, total.Key.Metric, total.Key.Period, total.Count(day => day.isPair), total.Sum(day => day.isPair ? day.numerator : 0) ?? 0, total.Sum(day => day.isPair ? day.denominator : 0) ?? 0,
                total.Count(day => !day.isPair), total.Sum(day => day.single) ?? 0);

        var totals = await fixture.Store.SumMetricsAsync(_tenant, new MetricQuery(parts, members, periods, Day.AddDays(8), null, "CNY", []), CancellationToken.None);
        totals.ShouldBe(expected, ignoreOrder: true);
        totals.ShouldContain(total => total.Pairs > 0 && total.Singles > 0, "no metric was told both ways, so that nothing was tried");

        long? Value(string account, string metric, DateOnly day) => counted.TryGetValue((account, metric, day), out var value) ? value : null;
    }

    [Fact]
    public async Task Documents_and_rows_are_written_by_one_statement()
    {
        var append = Written("tills/1", 0, 7) with { Documents = [new DocumentWrite("tills/1", new V1.Till { DisplayName = "one" }, 1)] };
        (await fixture.Store.AppendAsync(append, CancellationToken.None)).ShouldBeOfType<AppendResult.Committed>();

        (await FindAsync()).ShouldBe(("", 7));
        (await fixture.Store.GetDocumentAsync<V1.Till>(_tenant, "tills/1", CancellationToken.None)).ShouldNotBeNull();
    }

    private Task<AppendResult> WriteAsync(string batch, long version, long value) => fixture.Store.AppendAsync(Written(batch, version, value), CancellationToken.None);

    private Append Written(string batch, long version, long value) =>
        Append(_tenant, Sales(batch, version, 1)) with { Metrics = new MetricWrite(batch, [new MetricValueRow(new("main", "plays", Day, 1), Time, "", value)]) };

    private async Task<(string Currency, long Value)> FindAsync()
    {
        var key = new MetricValueKey("main", "plays", Day, 1);
        return (await fixture.Store.FindMetricsAsync(_tenant, [key], [], CancellationToken.None))[key];
    }

    private Task<IReadOnlyList<MetricTotal>> SumAsync(string tenant) =>
        fixture.Store.SumMetricsAsync(tenant, new MetricQuery([new("plays", "", "")], [("main", "all")], [Day], Day, Time, "CNY", []), CancellationToken.None);
}
