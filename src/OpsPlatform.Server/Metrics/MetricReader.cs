using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Pipeline;
using Aggregation = OpsPlatform.Metrics.V1.Metric.Types.Aggregation;
using Date = Google.Type.Date;
using Grouping = OpsPlatform.Metrics.V1.QueryMetricsRequest.Types.Grouping;

namespace OpsPlatform.Server.Metrics;

/// <summary>What a query reads.</summary>
/// <param name="Members">The ids of accounts by group.</param>
/// <param name="AsOf">What was recorded later is not seen; null for all that there is.</param>
/// <param name="Today">The last day of which something is expected.</param>
/// <param name="Granted">The resources that the caller may see; null for all of the workspace.</param>
internal sealed record MetricScope(string Workspace, IReadOnlyDictionary<string, List<string>> Members, DateTimeOffset? AsOf, DateOnly Today, string Currency, IReadOnlyCollection<string>? Granted)
{
    /// <summary>Whether the caller may see what is the workspace's own: <c>kpi-sets/spring</c>.</summary>
    public bool Includes(string stream) => Granted is null || Granted.Contains(stream);
}

/// <summary>Finds the accounts that a query is about, and adds their values up.</summary>
internal sealed class MetricReader(PostgresEventStore store, MetricQuarantines quarantines, TimeProvider time)
{
    /// <summary>The group of all accounts: no other is called so, or comes before it.</summary>
    public const string All = "";

    private const string Accounts = "accounts/";
    private const string DefaultCurrency = "CNY";

    /// <summary>Three years and a bit, so that a year can be compared with two before.</summary>
    private const int MostDays = 1100;

    /// <summary>So many fit into a message.</summary>
    private const long MostPoints = 50_000;

    /// <summary>The range that a request asks about.</summary>
    public static MetricRange Range(Date start, Date end) => MetricRange.Of(start, end) is { Days: >= 1 and <= MostDays } range
        ? range
        : throw new Refusal(ErrorReason.MetricRangeInvalid, "end_date", ("start_date", MetricRange.Text(start)), ("end_date", MetricRange.Text(end)), ("most_days", MostDays));

    public static string Id(Account account) => account.Name.LastId();

    /// <summary>The named accounts, or else all that the caller may see and that are not deleted.</summary>
    /// <exception cref="Refusal">A named one is not there.</exception>
    public async Task<IReadOnlyCollection<Account>> AccountsAsync(ServerCallContext context, IReadOnlyCollection<string> names)
    {
        var (workspace, limits, cancellation) = (Workspace(context), RpcCall.Of(context).Limits, context.CancellationToken);
        if (names.Count == 0)
        {
            var all = await store.EnumerateDocumentsAsync<Account>(workspace, cancellation: cancellation).ToListAsync(cancellation);
            return [.. all.Where(account => account.DeleteTime is null && limits?.Streams.Contains(Accounts + Id(account)) != false)];
        }

        var ids = names.Select(name => ResourceName.Parse(name)!.Value.Id).ToArray();
        var page = await store.ListDocumentsAsync<Account>(workspace, new DocumentQuery(ids.Length) { Prefix = Accounts, Only = ids }, cancellation);
        return page.Documents.Count == ids.Length ? [.. page.Documents.Select(document => document.Data)] : throw new Refusal(ErrorReason.ResourceNotFound, "");
    }

    /// <summary>The ids of accounts by group, by name, with all of them first.</summary>
    public static SortedDictionary<string, List<string>> Members(IEnumerable<Account> accounts, Grouping grouping)
    {
        var members = new SortedDictionary<string, List<string>>(StringComparer.Ordinal) { [All] = [] };
        foreach (var account in accounts)
        {
            foreach (var group in Groups(account, grouping).Prepend(All))
            {
                if (!members.TryGetValue(group, out var ids))
                    members.Add(group, ids = []);
                ids.Add(Id(account));
            }
        }

        return members;
    }

    /// <exception cref="Refusal">An answer would be too long.</exception>
    public static void MustFit(long points)
    {
        if (points > MostPoints)
            throw new Refusal(ErrorReason.MetricQueryTooLarge, "", ("points", points), ("most_points", MostPoints));
    }

    /// <summary>The accounts as one group.</summary>
    public async Task<MetricScope> OfAllAsync(ServerCallContext context, IReadOnlyCollection<string> names, Timestamp? readTime)
    {
        var accounts = await AccountsAsync(context, names);
        return Scope(context, new Dictionary<string, List<string>> { [All] = [.. accounts.Select(Id)] }, readTime?.ToDateTimeOffset(), "");
    }

    public MetricScope Scope(ServerCallContext context, IReadOnlyDictionary<string, List<string>> members, DateTimeOffset? asOf, string currency)
    {
        var now = time.GetUtcNow();
        return new(Workspace(context), members, asOf, DateOnly.FromDateTime((asOf < now ? asOf.Value : now).UtcDateTime), currency.Length > 0 ? currency : DefaultCurrency, RpcCall.Of(context).Limits?.Streams);
    }

    /// <param name="ranges">Each begins where the one before ends.</param>
    /// <returns>What there is of a metric of a group, for each range.</returns>
    public async Task<Func<string, Metric, IReadOnlyList<MetricActual>>> ReadAsync(
        MetricScope scope, IReadOnlyCollection<Metric> metrics, IReadOnlyList<MetricRange> ranges, CancellationToken cancellation)
    {
        var excluded = await quarantines.ExcludedAsync(scope.Workspace, scope.AsOf, cancellation);
        var totals = new Dictionary<(string Group, string Metric, DateOnly Period), MetricTotal>();
        foreach (var alike in metrics.GroupBy(metric => metric.Aggregation == Aggregation.Last))
        {
            var query = new MetricQuery(
                [.. alike.Select(metric => new MetricPart(metric.MetricId, metric.NumeratorMetricId, metric.DenominatorMetricId))],
                [.. scope.Members.SelectMany(group => group.Value.Select(account => (account, group.Key)))],
                [.. ranges.Select(range => range.Start)],
                ranges[^1].End,
                scope.AsOf,
                scope.Currency,
                excluded);
            foreach (var total in alike.Key ? await store.LastMetricsAsync(scope.Workspace, query, cancellation) : await store.SumMetricsAsync(scope.Workspace, query, cancellation))
                totals.Add((total.Group, total.Metric, total.Period), total);
        }

        return (group, metric) => [.. ranges.Select(range => new MetricActual(
            totals.TryGetValue((group, metric.MetricId, range.Start), out var total) ? new(total.Pairs, total.Numerator, total.Denominator, total.Singles, total.Sum) : default,
            Expected(metric, scope.Members[group].Count, range.DaysUntil(scope.Today))))];
    }

    /// <summary>Who was granted some accounts only asks about these.</summary>
    public static string Workspace(ServerCallContext context) => RpcCall.Of(context) is var call && call.Limits is { } limits ? limits.Workspace : call.Workspace;

    private static int Expected(Metric metric, int accounts, int days) => metric.Aggregation == Aggregation.Last ? accounts * Math.Min(days, 1) : accounts * days;

    private static string[] Groups(Account account, Grouping grouping) => grouping switch
    {
        Grouping.Platform => [account.Platform],
        Grouping.Account => [account.Name],
        Grouping.Label => [.. account.Labels],
        _ => [],
    };
}
