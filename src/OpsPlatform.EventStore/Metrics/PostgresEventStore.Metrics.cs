using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>The newest value of each key that has one.</summary>
    public async Task<IReadOnlyDictionary<MetricValueKey, (string Currency, long Value)>> FindMetricsAsync(string tenant, IReadOnlyCollection<MetricValueKey> keys, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add("select k.account, k.metric, k.day, k.source, v.currency, v.value ")
            .Add($"from unnest({Texts(sql, keys.Select(key => key.Account))}, {Texts(sql, keys.Select(key => key.Metric))}, {Days(sql, keys.Select(key => key.Day))}, ")
            .Add($"{sql.Parameter(keys.Select(key => (short)key.Source).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint)}) as k (account, metric, day, source), lateral (")
            .Add($"select currency, value from ops_metric_values v where v.tenant_id = {sql.Tenant} and v.account = k.account and v.metric = k.metric and v.day = k.day and v.source = k.source ")
            .Add("order by v.position desc limit 1) as v");
        var rows = await QueryAsync(
            sql,
            row => KeyValuePair.Create(new MetricValueKey(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetInt16(3)), (row.GetString(4), row.GetInt64(5))),
            cancellation);
        return rows.ToDictionary();
    }

    /// <summary>Adds values up by group, metric and period. What has no values has no row.</summary>
    public async Task<IReadOnlyList<MetricTotal>> SumMetricsAsync(string tenant, MetricQuery query, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        var periods = Days(sql, query.Periods);
        var read = query.Metrics.SelectMany(part => new[] { part.Metric, part.Numerator, part.Denominator }).Where(metric => metric.Length > 0).Distinct();

        // Of a day, the most reliable source counts, and of it the last row; only then the currency is looked at, which a correction may have changed. Each account
        // and metric is a range of the key: asked for all of them at once, the database would read the whole workspace to have them in order.
        sql.Add($"with newest as materialized (select a.account, r.metric, v.* from unnest({Texts(sql, query.Members.Select(member => member.Account).Distinct())}) as a (account), ")
            .Add($"unnest({Texts(sql, read)}) as r (metric), lateral (select distinct on (day) day, currency, value from ops_metric_values m ")
            .Add($"where m.tenant_id = {sql.Tenant} and m.account = a.account and m.metric = r.metric ")
            .Add($"and day between {sql.Parameter(query.Periods[0], NpgsqlDbType.Date)} and {sql.Parameter(query.End, NpgsqlDbType.Date)} {(query.AsOf is { } time ? $"and recorded <= {sql.Time(time)}" : "")} ")
            .Add("order by day, source, position desc) as v), ")
            .Add($"member as (select * from unnest({Texts(sql, query.Members.Select(member => member.Account))}, {Texts(sql, query.Members.Select(member => member.Group))}) as m (account, name)), ")
            .Add($"asked as (select * from unnest({Texts(sql, query.Metrics.Select(part => part.Metric))}, {Texts(sql, query.Metrics.Select(part => part.Numerator))}, {Texts(sql, query.Metrics.Select(part => part.Denominator))}) as a (metric, numerator, denominator)), ")
            .Add("point as materialized (select a.metric, n.account, n.day, max(n.value) filter (where n.metric = a.metric) as single, ")
            .Add("max(n.value) filter (where n.metric = a.numerator) as numerator, max(n.value) filter (where n.metric = a.denominator) as denominator ")
            .Add("from newest n join asked a on n.metric in (a.metric, a.numerator, a.denominator) ")
            .Add($"where n.currency in ('', {sql.Text(query.Currency)}) group by a.metric, n.account, n.day), ")
            .Add("summand as (select *, numerator is not null and denominator is not null as is_pair from point) ")
            .Add($"select m.name, s.metric, ({periods})[width_bucket(s.day, {periods})] as period, ")
            .Add("count(*) filter (where is_pair)::int, coalesce(sum(numerator) filter (where is_pair), 0), coalesce(sum(denominator) filter (where is_pair), 0), ")
            .Add("count(*) filter (where single is not null and not is_pair)::int, coalesce(sum(single) filter (where not is_pair), 0) ")
            .Add("from summand s join member m using (account) where is_pair or single is not null group by 1, 2, 3");
        return await QueryAsync(
            sql,
            row => new MetricTotal(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetInt32(3), row.GetDecimal(4), row.GetDecimal(5), row.GetInt32(6), row.GetDecimal(7)),
            cancellation);
    }

    /// <summary>Adds up, by group and period, the last value that each account has of metrics of which what is there at the end counts.</summary>
    /// <param name="query">Of its metrics, those themselves are read, and not what they are a quotient of.</param>
    public async Task<IReadOnlyList<MetricTotal>> LastMetricsAsync(string tenant, MetricQuery query, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        var ends = query.Periods.Skip(1).Select(start => DateOnly.FromDayNumber(Math.Max(0, start.DayNumber - 1))).Append(query.End);

        // A look-up for each account, metric and period: the last day is where the index is read from.
        sql.Add($"select m.name, r.metric, p.first, count(*)::int, sum(v.value) from unnest({Texts(sql, query.Members.Select(member => member.Account).Distinct())}) as a (account), ")
            .Add($"unnest({Texts(sql, query.Metrics.Select(part => part.Metric))}) as r (metric), unnest({Days(sql, query.Periods)}, {Days(sql, ends)}) as p (first, last), ")
            .Add($"lateral (select currency, value from ops_metric_values v where v.tenant_id = {sql.Tenant} and v.account = a.account and v.metric = r.metric ")
            .Add($"and v.day between p.first and p.last {(query.AsOf is { } time ? $"and v.recorded <= {sql.Time(time)}" : "")} order by v.day desc, v.source, v.position desc limit 1) as v, ")
            .Add($"unnest({Texts(sql, query.Members.Select(member => member.Account))}, {Texts(sql, query.Members.Select(member => member.Group))}) as m (account, name) ")
            .Add($"where m.account = a.account and v.currency in ('', {sql.Text(query.Currency)}) group by 1, 2, 3");
        return await QueryAsync(
            sql,
            row => new MetricTotal(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), 0, 0, 0, row.GetInt32(3), row.GetDecimal(4)),
            cancellation);
    }

    private static string Days(SqlText sql, IEnumerable<DateOnly> days) => sql.Parameter(days.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Date);
}
