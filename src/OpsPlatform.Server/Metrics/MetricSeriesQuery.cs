using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Pipeline;
using Grouping = OpsPlatform.Metrics.V1.QueryMetricsRequest.Types.Grouping;

namespace OpsPlatform.Server.Metrics;

/// <summary>Answers metrics over a range of days, in groups of accounts.</summary>
internal sealed class MetricSeriesQuery(PostgresEventStore store, TimeProvider time)
{
    private const string Accounts = "accounts/";
    private const string DefaultCurrency = "CNY";

    /// <summary>No other group is called so, or comes before it: it is that of all accounts.</summary>
    private const string All = "";

    /// <summary>Three years and a bit, so that a year can be compared with two before.</summary>
    private const int MostDays = 1100;

    /// <summary>So many fit into a message.</summary>
    private const long MostPoints = 50_000;

    public async Task<QueryMetricsResponse> Query(ServerCallContext context, QueryMetricsRequest request)
    {
        var (range, metrics) = (Range(request), Metrics(request));
        var call = RpcCall.Of(context);
        var workspace = call.Limits?.Workspace ?? call.Workspace;
        var members = Members(await AccountsAsync(workspace, request, call.Limits, context.CancellationToken), request.GroupBy);
        var periods = range.Periods(request.Period);
        if ((long)members.Count * metrics.Length * periods.Count is > MostPoints and var points)
            throw new Refusal(ErrorReason.MetricQueryTooLarge, "", ("points", points), ("most_points", MostPoints));

        var (now, asOf) = (time.GetUtcNow(), request.ReadTime?.ToDateTimeOffset());
        var today = DateOnly.FromDateTime((asOf < now ? asOf.Value : now).UtcDateTime);
        var reading = new Reading(workspace, metrics, members, asOf, today, request.CurrencyCode.Length > 0 ? request.CurrencyCode : DefaultCurrency);
        var parts = await ReadAsync(reading, periods, context.CancellationToken);
        var total = await ReadAsync(reading, [range], context.CancellationToken);
        var previous = request.ComparePrevious ? await ReadAsync(reading, [range.Previous], context.CancellationToken) : null;
        return new QueryMetricsResponse { Summary = { members.Take(1).SelectMany(Series) }, Series = { members.Skip(1).SelectMany(Series) } };

        IEnumerable<MetricSeries> Series(KeyValuePair<string, List<string>> group) => metrics.Select(metric => Compared(
            new() { Group = group.Key, Metric = metric.MetricId, AccountCount = group.Value.Count, Points = { parts(group.Key, metric) }, Total = total(group.Key, metric).Single() },
            previous?.Invoke(group.Key, metric).Single()));
    }

    private static MetricRange Range(QueryMetricsRequest request) => MetricRange.Of(request.StartDate, request.EndDate) is { Days: >= 1 and <= MostDays } range
        ? range
        : throw new Refusal(ErrorReason.MetricRangeInvalid, "end_date", ("start_date", MetricRange.Text(request.StartDate)), ("end_date", MetricRange.Text(request.EndDate)), ("most_days", MostDays));

    private static Metric[] Metrics(QueryMetricsRequest request) =>
        [.. request.Metrics.Select(id => BuiltInMetrics.Find(id) ?? throw new Refusal(ErrorReason.MetricNotKnown, "metrics", ("metric", id)))];

    private static MetricSeries Compared(MetricSeries series, MetricPoint? previous)
    {
        series.Previous = previous;
        if (previous is not null && MetricSums.ChangeBps(series.Total, previous) is { } change)
            series.ChangeBps = change;
        return series;
    }

    /// <returns>The points of a metric of a group, one for each range.</returns>
    private async Task<Func<string, Metric, IEnumerable<MetricPoint>>> ReadAsync(Reading reading, IReadOnlyList<MetricRange> ranges, CancellationToken cancellation)
    {
        var query = new MetricQuery(
            [.. reading.Metrics.Select(metric => new MetricPart(metric.MetricId, metric.NumeratorMetricId, metric.DenominatorMetricId))],
            [.. reading.Members.SelectMany(group => group.Value.Select(account => (account, group.Key)))],
            [.. ranges.Select(range => range.Start)],
            ranges[^1].End,
            reading.AsOf,
            reading.Currency);
        var totals = (await store.SumMetricsAsync(reading.Workspace, query, cancellation)).ToDictionary(total => (total.Group, total.Metric, total.Period));
        return (group, metric) => ranges.Select(range =>
        {
            var sums = totals.TryGetValue((group, metric.MetricId, range.Start), out var total) ? new MetricSums(total.Pairs, total.Numerator, total.Denominator, total.Singles, total.Sum) : default;
            return range.On(sums.Point(metric, reading.Members[group].Count * range.DaysUntil(reading.Today)));
        });
    }

    /// <summary>The ids of accounts by group, by name, with all of them first.</summary>
    private static SortedDictionary<string, List<string>> Members(IEnumerable<Account> accounts, Grouping grouping)
    {
        var members = new SortedDictionary<string, List<string>>(StringComparer.Ordinal) { [All] = [] };
        foreach (var account in accounts)
        {
            foreach (var group in Groups(account, grouping).Prepend(All))
            {
                if (!members.TryGetValue(group, out var ids))
                    members.Add(group, ids = []);
                ids.Add(account.Name[(account.Name.LastIndexOf('/') + 1)..]);
            }
        }

        return members;
    }

    private static string[] Groups(Account account, Grouping grouping) => grouping switch
    {
        Grouping.Platform => [account.Platform],
        Grouping.Account => [account.Name],
        Grouping.Label => [.. account.Labels],
        _ => [],
    };

    /// <exception cref="Refusal">A named one is not there.</exception>
    private async Task<IReadOnlyCollection<Account>> AccountsAsync(string workspace, QueryMetricsRequest request, WorkspacePart? limits, CancellationToken cancellation)
    {
        if (request.Accounts.Count == 0)
        {
            var all = await store.EnumerateDocumentsAsync<Account>(workspace, cancellation: cancellation).ToListAsync(cancellation);
            return [.. all.Where(account => account.DeleteTime is null && limits?.Streams.Contains(Accounts + account.Name[(account.Name.LastIndexOf('/') + 1)..]) != false)];
        }

        var ids = request.Accounts.Select(name => ResourceName.Parse(name)!.Value.Id).ToArray();
        var page = await store.ListDocumentsAsync<Account>(workspace, new DocumentQuery(ids.Length) { Prefix = Accounts, Only = ids }, cancellation);
        return page.Documents.Count == ids.Length ? [.. page.Documents.Select(document => document.Data)] : throw new Refusal(ErrorReason.ResourceNotFound, "");
    }

    /// <summary>What is common to the statements of a query.</summary>
    private sealed record Reading(string Workspace, Metric[] Metrics, SortedDictionary<string, List<string>> Members, DateTimeOffset? AsOf, DateOnly Today, string Currency);
}
