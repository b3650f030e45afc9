using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using Aggregation = OpsPlatform.Metrics.V1.Metric.Types.Aggregation;

namespace OpsPlatform.Server.Metrics;

/// <summary>Answers metrics over a range of days, in groups of accounts.</summary>
internal sealed class MetricSeriesQuery(MetricReader reader, MetricRegistry registry, PostgresEventStore store)
{
    public async Task<QueryMetricsResponse> Query(ServerCallContext context, QueryMetricsRequest request)
    {
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var known = await registry.FindAsync(MetricReader.Workspace(context), request.Metrics, context.CancellationToken);
        Metric[] metrics = [.. request.Metrics.Select(id => known.Get(id, "metrics"))];
        var members = MetricReader.Members(await reader.AccountsAsync(context, request.Accounts), request.GroupBy);
        var periods = range.Periods(request.Period);
        MetricReader.MustFit((long)members.Count * metrics.Length * periods.Count);

        var scope = reader.Scope(context, members, request.ReadTime?.ToDateTimeOffset(), request.CurrencyCode);
        var parts = await reader.ReadAsync(scope, metrics, periods, context.CancellationToken);

        // The range is its periods together, except of what is there at the end.
        var ends = await ReadAsync([.. metrics.Where(metric => metric.Aggregation == Aggregation.Last)], range);
        var previous = request.ComparePrevious ? await ReadAsync(metrics, range.Previous) : null;
        var comparing = request.Industry.Length > 0 ? await ComparingAsync(scope, request, context.CancellationToken) : null;
        return new QueryMetricsResponse { Summary = { members.Take(1).SelectMany(Series) }, Series = { members.Skip(1).SelectMany(Series) } };

        async Task<Func<string, Metric, MetricPoint>> ReadAsync(Metric[] asked, MetricRange whole)
        {
            var actuals = await reader.ReadAsync(scope, asked, [whole], context.CancellationToken);
            return (group, metric) => actuals(group, metric).Single().On(whole, metric);
        }

        IEnumerable<MetricSeries> Series(KeyValuePair<string, List<string>> group) => metrics.Select(metric =>
        {
            var actuals = parts(group.Key, metric);
            var series = new MetricSeries
            {
                Group = group.Key,
                Metric = metric.MetricId,
                Unit = metric.Unit,
                AccountCount = group.Value.Count,
                Points = { actuals.Zip(periods, (actual, of) => actual.On(of, metric)) },
                Total = metric.Aggregation == Aggregation.Last ? ends(group.Key, metric) : MetricActual.Together(actuals).On(range, metric),
            };
            return Compared(series, previous?.Invoke(group.Key, metric), whole => comparing?.Of(metric, whole.Total));
        });
    }

    private async Task<BenchmarkComparing> ComparingAsync(MetricScope scope, QueryMetricsRequest request, CancellationToken cancellation)
    {
        async Task<Benchmark?> FindAsync(string industry)
        {
            var stream = $"benchmarks/{industry}";
            return scope.Includes(stream) ? (await store.GetDocumentAsync<Benchmark>(scope.Workspace, stream, cancellation))?.Data : null;
        }

        return new(await FindAsync(request.Industry), await FindAsync(BenchmarkComparing.AllIndustries), request.OutlierBps, scope.Currency);
    }

    private static MetricSeries Compared(MetricSeries series, MetricPoint? previous, Func<MetricSeries, BenchmarkComparison?> benchmark)
    {
        series.Benchmark = benchmark(series);
        series.Previous = previous;
        if (previous is not null && MetricSums.ChangeBps(series.Total, previous) is { } change)
            series.ChangeBps = change;
        return series;
    }
}
