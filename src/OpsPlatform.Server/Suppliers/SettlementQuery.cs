using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Metrics;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

/// <summary>Reads what a settlement is computed from, as of a time.</summary>
internal sealed class SettlementQuery(PostgresEventStore store, MetricRegistry registry, MetricQuarantines quarantines)
{
    public async Task<SettlementFacts> FactsAsync(string workspace, Agreement agreement, MetricRange range, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var orders = await store.EnumerateDocumentsAsync<Order>(workspace, cancellation: cancellation).Where(order => order.Agreement == agreement.Name).ToListAsync(cancellation);
        return new SettlementFacts(agreement, range.Start, range.End, asOf, orders, await MetricsAsync(workspace, agreement, range, asOf, cancellation));
    }

    /// <summary>The ids of the metrics that are paid by.</summary>
    public static string[] Metrics(PayTerms? terms) => terms is null ? [] : [.. terms.ResultRates.Select(rate => rate.MetricId).Append(terms.RevenueMetric).Where(id => id.Length > 0).Distinct()];

    private async Task<Dictionary<string, MetricPoint>> MetricsAsync(string workspace, Agreement agreement, MetricRange range, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var ids = Metrics(agreement.PayTerms);
        if (ids.Length == 0)
            return [];
        var known = await registry.FindAsync(workspace, ids, cancellation);
        Metric[] metrics = [.. ids.Select(id => known[id])];
        var accounts = agreement.PayTerms.Accounts.Select(name => (name.LastId(), "")).ToArray();
        string[] read = [.. metrics.SelectMany(metric => new[] { metric.MetricId, metric.NumeratorMetricId, metric.DenominatorMetricId }).Where(id => id.Length > 0).Distinct()];
        var excluded = await quarantines.ExcludedAsync(workspace, asOf, cancellation);
        SettlementDecider.MustBeOfOneCurrency(agreement, await store.MetricCurrenciesAsync(workspace, [.. accounts.Select(account => account.Item1)], read, range.Start, range.End, asOf, excluded, cancellation));
        var query = new MetricQuery([.. metrics.Select(metric => new MetricPart(metric.MetricId, metric.NumeratorMetricId, metric.DenominatorMetricId))], accounts, [range.Start], range.End, asOf, agreement.CurrencyCode, excluded);
        var totals = (await store.SumMetricsAsync(workspace, query, cancellation)).ToDictionary(total => total.Metric);
        return metrics.ToDictionary(metric => metric.MetricId, metric =>
        {
            var sums = totals.TryGetValue(metric.MetricId, out var total) ? new MetricSums(total.Pairs, total.Numerator, total.Denominator, total.Singles, total.Sum) : default;
            return sums.Point(metric, accounts.Length * range.Days);
        });
    }
}
