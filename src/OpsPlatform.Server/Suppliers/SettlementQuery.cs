using OpsPlatform.Budgets.V1;
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

    /// <summary>The expenses that stand for deliveries of a settlement, and those that its payments have made; by name, in the order in which they are paid.</summary>
    public async Task<string[]> ExpensesAsync(string workspace, Settlement settled, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var delivered in settled.Statements[^1].Lines.Where(line => line.Kind == SettlementLine.Types.Kind.Delivery).GroupBy(line => line.Order, line => line.DeliveryId))
        {
            if (await store.GetDocumentAsync<Order>(workspace, ResourceName.Parse(delivered.Key)!.Value.Id, cancellation) is not { Data: { Reservation.Length: > 0 } order })
                continue;

            // Where the hold is now, and where it was made: what was delivered in between lies there.
            foreach (var budget in new[] { order.Budget, order.Reservation[..order.Reservation.IndexOf("/reservations/", StringComparison.Ordinal)] }.Distinct())
            {
                var ofOrder = new Filter.Comparison("cost_object.order", Comparator.Equal, order.Name);
                var expenses = store.EnumerateDocumentsAsync<Expense>(workspace, $"{ResourceName.Parse(budget)!.Value.Id}/expenses/", ofOrder, cancellation);
                found.AddRange(await expenses.Where(expense => delivered.Contains(expense.ExternalReference)).Select(expense => expense.Name).ToListAsync(cancellation));
            }
        }

        return [.. found.Concat(settled.Payments.SelectMany(payment => payment.Expenses).Select(part => part.Expense)).Distinct()];
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
