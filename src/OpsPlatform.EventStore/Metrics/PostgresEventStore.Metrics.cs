using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>For each row that is read, all of them are gone through.</summary>
    private const int MostMetricsAbreast = 8;

    /// <summary>The newest value of each key that has one.</summary>
    /// <param name="excluded">Positions of rows that are passed over.</param>
    public async Task<IReadOnlyDictionary<MetricValueKey, (string Currency, long Value)>> FindMetricsAsync(string tenant, IReadOnlyCollection<MetricValueKey> keys, IReadOnlyCollection<long> excluded, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add("select k.account, k.metric, k.day, k.source, v.currency, v.value ")
            .Add($"from unnest({Texts(sql, keys.Select(key => key.Account))}, {Texts(sql, keys.Select(key => key.Metric))}, {Days(sql, keys.Select(key => key.Day))}, ")
            .Add($"{sql.Parameter(keys.Select(key => (short)key.Source).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint)}) as k (account, metric, day, source), lateral (")
            .Add($"select currency, value from ops_metric_values v where v.tenant_id = {sql.Tenant} and v.account = k.account and v.metric = k.metric and v.day = k.day and v.source = k.source {But(sql, "v", excluded)} ")
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
        // Not kept: the text tells which metrics are quotients of which.
        var sql = new SqlText(tenant);
        var periods = Days(sql, query.Periods);
        var summands = query.Metrics.Chunk(MostMetricsAbreast).Select(parts => Summands(sql, query, parts, periods)).ToArray();
        sql.Add($"with summand as materialized ({string.Join(" union all ", summands)}) ")
            .Add($"select m.name, s.metric, ({periods})[s.period], sum(s.pairs)::int, coalesce(sum(s.numerator), 0), coalesce(sum(s.denominator), 0), sum(s.singles)::int, coalesce(sum(s.total), 0) ")
            .Add($"from summand s join unnest({Texts(sql, query.Members.Select(member => member.Account))}, {Texts(sql, query.Members.Select(member => member.Group))}) as m (account, name) using (account) ")
            .Add("group by 1, 2, 3 having sum(s.pairs) + sum(s.singles) > 0");
        return await QueryAsync(
            sql,
            row => new MetricTotal(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetInt32(3), row.GetDecimal(4), row.GetDecimal(5), row.GetInt32(6), row.GetDecimal(7)),
            cancellation);
    }

    /// <summary>
    /// The sums of each account by itself: all of them at once would not fit into memory to be sorted. Each series is a range of the key, in the key's order, and is read once, however many
    /// metrics are quotients of it; a day's values stand side by side. Of a day, the most reliable source counts, and of it the last row; only then the currency is looked at, which a correction may have changed.
    /// </summary>
    private static string Summands(SqlText sql, MetricQuery query, IReadOnlyList<MetricPart> parts, string periods)
    {
        string[] read = [.. parts.SelectMany(part => (string[])[part.Metric, part.Numerator, part.Denominator]).Where(metric => metric.Length > 0).Distinct()];
        var values = read.Select((_, place) => $"max(value) filter (where place = {place + 1}) as v{place}");
        var sums = parts.Select((part, i) =>
        {
            var (single, numerator, denominator) = (Value(part.Metric), Value(part.Numerator), Value(part.Denominator));
            var isPair = $"{numerator} is not null and {denominator} is not null";
            return $"count(*) filter (where {isPair}) as p{i}, sum({numerator}) filter (where {isPair}) as n{i}, sum({denominator}) filter (where {isPair}) as d{i}, "
                + $"count({single}) filter (where not ({isPair})) as s{i}, sum({single}) filter (where not ({isPair})) as t{i}";
        });
        return $"select a.account, each.* from unnest({Texts(sql, query.Members.Select(member => member.Account).Distinct())}) as a (account), "
            + $"lateral (select width_bucket(day, {periods}) as period, {string.Join(", ", sums)} from (select day, {string.Join(", ", values)} "
            + $"from unnest({Texts(sql, read)}) with ordinality as r (metric, place), lateral (select distinct on (day) day, currency, value from ops_metric_values m "
            + $"where m.tenant_id = {sql.Tenant} and m.account = a.account and m.metric = r.metric and m.day between {sql.Parameter(query.Periods[0], NpgsqlDbType.Date)} and {sql.Parameter(query.End, NpgsqlDbType.Date)} "
            + $"{(query.AsOf is { } time ? $"and recorded <= {sql.Time(time)}" : "")} {But(sql, "m", query.Excluded)} order by day, source, position desc) as newest "
            + $"where currency in ('', {sql.Text(query.Currency)}) group by day) as abreast group by 1) as summed, "
            + $"lateral (values {string.Join(", ", parts.Select((part, i) => $"({sql.Text(part.Metric)}, period, p{i}, n{i}, d{i}, s{i}, t{i})"))}) as each (metric, period, pairs, numerator, denominator, singles, total)";

        string Value(string metric) => metric.Length > 0 ? $"v{Array.IndexOf(read, metric)}" : "null::bigint";
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
            .Add($"and v.day between p.first and p.last {(query.AsOf is { } time ? $"and v.recorded <= {sql.Time(time)}" : "")} {But(sql, "v", query.Excluded)} order by v.day desc, v.source, v.position desc limit 1) as v, ")
            .Add($"unnest({Texts(sql, query.Members.Select(member => member.Account))}, {Texts(sql, query.Members.Select(member => member.Group))}) as m (account, name) ")
            .Add($"where m.account = a.account and v.currency in ('', {sql.Text(query.Currency)}) group by 1, 2, 3");
        return await QueryAsync(
            sql,
            row => new MetricTotal(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), 0, 0, 0, row.GetInt32(3), row.GetDecimal(4)),
            cancellation);
    }

    /// <summary>The currencies of what is read of metrics of accounts; nothing for what is no money.</summary>
    public async Task<IReadOnlyList<string>> MetricCurrenciesAsync(
        string tenant, IReadOnlyCollection<string> accounts, IReadOnlyCollection<string> metrics, DateOnly start, DateOnly end, DateTimeOffset asOf, IReadOnlyCollection<long> excluded, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add($"select distinct v.currency from unnest({Texts(sql, accounts)}) as a (account), unnest({Texts(sql, metrics)}) as r (metric), lateral (")
            .Add($"select distinct on (day) currency from ops_metric_values m where m.tenant_id = {sql.Tenant} and m.account = a.account and m.metric = r.metric ")
            .Add($"and m.day between {sql.Parameter(start, NpgsqlDbType.Date)} and {sql.Parameter(end, NpgsqlDbType.Date)} and m.recorded <= {sql.Time(asOf)} {But(sql, "m", excluded)} ")
            .Add("order by day, source, position desc) as v where v.currency <> ''");
        return await QueryAsync(sql, row => row.GetString(0), cancellation);
    }

    /// <summary>Counts the days of accounts and metrics that have a value; the values of sources, and of these those that were never another, and those that came in time.</summary>
    /// <param name="inTime">No longer than this after they were captured.</param>
    public async Task<MetricQuality> JudgeMetricsAsync(
        string tenant, IReadOnlyCollection<string> accounts, IReadOnlyCollection<string> metrics, DateOnly start, DateOnly end, TimeSpan inTime, IReadOnlyCollection<long> excluded, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add("select count(distinct (account, metric, day))::int, count(*)::int, count(*) filter (where times = 1)::int, ")
            .Add($"count(*) filter (where delay <= {sql.Parameter(inTime, NpgsqlDbType.Interval)})::int from (")
            .Add("select a.account, r.metric, v.day, v.source, count(*) as times, min(v.recorded - v.captured) as delay ")
            .Add($"from unnest({Texts(sql, accounts)}) as a (account), unnest({Texts(sql, metrics)}) as r (metric), ops_metric_values v ")
            .Add($"where v.tenant_id = {sql.Tenant} and v.account = a.account and v.metric = r.metric and v.day between {sql.Parameter(start, NpgsqlDbType.Date)} and {sql.Parameter(end, NpgsqlDbType.Date)} {But(sql, "v", excluded)} ")
            .Add("group by 1, 2, 3, 4) as told");
        var rows = await QueryAsync(sql, row => new MetricQuality(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), cancellation);
        return rows[0];
    }

    /// <summary>Where the newest values of sources differ, the most by share first; of different currencies each by itself.</summary>
    public async Task<IReadOnlyList<MetricDisagreement>> FindDisagreementsAsync(
        string tenant, IReadOnlyCollection<string> accounts, IReadOnlyCollection<string> metrics, DateOnly start, DateOnly end, int limit, IReadOnlyCollection<long> excluded, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant) { IsKept = true };
        sql.Add("select account, metric, day, currency, min(value), (array_agg(source order by value, source))[1], max(value), (array_agg(source order by value desc, source))[1] from (")
            .Add("select distinct on (a.account, r.metric, v.day, v.source) a.account, r.metric, v.day, v.source, v.currency, v.value ")
            .Add($"from unnest({Texts(sql, accounts)}) as a (account), unnest({Texts(sql, metrics)}) as r (metric), ops_metric_values v ")
            .Add($"where v.tenant_id = {sql.Tenant} and v.account = a.account and v.metric = r.metric and v.day between {sql.Parameter(start, NpgsqlDbType.Date)} and {sql.Parameter(end, NpgsqlDbType.Date)} {But(sql, "v", excluded)} ")
            .Add("order by 1, 2, 3, 4, v.position desc) as newest group by 1, 2, 3, 4 having max(value) > min(value) ")
            .Add($"order by (max(value) - min(value))::numeric / max(value) desc, 1, 2, 3, 4 limit {sql.Number(limit)}");
        return await QueryAsync(
            sql,
            row => new MetricDisagreement(row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetString(3), row.GetInt64(4), row.GetInt16(5), row.GetInt64(6), row.GetInt16(7)),
            cancellation);
    }

    /// <summary>Without the rows at these positions; nothing where there are none, as nearly always.</summary>
    private static string But(SqlText sql, string table, IReadOnlyCollection<long> excluded) =>
        excluded.Count == 0 ? "" : $"and {table}.position <> all({sql.Parameter(excluded.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)})";

    private static string Days(SqlText sql, IEnumerable<DateOnly> days) => sql.Parameter(days.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Date);
}
