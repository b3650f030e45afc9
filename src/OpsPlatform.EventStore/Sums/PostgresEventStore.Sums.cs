namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>Adds up the fields of a stream's events, in one snapshot, without any of them leaving the database. Groups come in no order.</summary>
    /// <exception cref="InvalidQueryException">The filter names or compares what the events do not have.</exception>
    public Task<IReadOnlyList<GroupSum>> SumStreamAsync(string tenant, string stream, SumQuery query, EventFields fields, CancellationToken cancellation = default)
    {
        var sql = new SqlText(tenant);
        return SumAsync(sql, $"ops_events e where e.tenant_id = {sql.Tenant} and e.stream_id = {sql.Text(stream)}", query, new EventFieldSource(fields), cancellation);
    }

    /// <summary>The same of a tenant's documents whose ids begin with the prefix, which ends in a slash.</summary>
    /// <exception cref="InvalidQueryException">The filter names or compares what the documents do not have.</exception>
    public Task<IReadOnlyList<GroupSum>> SumDocumentsAsync<T>(string tenant, string prefix, SumQuery query, CancellationToken cancellation = default)
        where T : class, Google.Protobuf.IMessage<T>, new()
    {
        var (sql, type) = (new SqlText(tenant), types.Document<T>());
        return SumAsync(sql, $"{type.Table} d where d.tenant_id = {sql.Tenant}{Below(sql, prefix)}", query, new DocumentFieldSource(type.Descriptor), cancellation);
    }

    private async Task<IReadOnlyList<GroupSum>> SumAsync(SqlText sql, string source, SumQuery query, FieldSource fields, CancellationToken cancellation)
    {
        sql.Add($"select array[{string.Join(", ", query.By.Select(Value))}]::text[], array[{string.Join(", ", query.Of.Select(field => $"sum({Value(field)})"))}]::numeric[], count(*) from {source}");
        if (query.Filter is { } filter)
            sql.Add(" and ").Add(new FilterSql(sql, fields).Compile(filter));
        sql.Add(" group by 1");
        return await QueryAsync(sql, row => new GroupSum(row.GetFieldValue<string[]>(0), row.GetFieldValue<decimal[]>(1), row.GetInt64(2)), cancellation);

        string Value(string field) =>
            fields.Column(field) is { } column ? column.Kind.OrAbsent(column.Sql) : FieldPath.Write(field, fields, QueryPart.Filter, (kind, place) => kind!.OrAbsent(kind.At(place)), anyElement: null);
    }

    /// <summary>A prefix ends in a slash, so the character after the slash ends the range of its ids.</summary>
    private static string Below(SqlText sql, string prefix) => $" and d.id >= {sql.Text(prefix)} and d.id < {sql.Text(prefix[..^1] + (char)('/' + 1))}";
}
