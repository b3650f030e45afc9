using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Npgsql;
using NpgsqlTypes;

namespace OpsPlatform.EventStore;

public sealed partial class PostgresEventStore
{
    /// <summary>The class of SQLSTATEs that say that a text is no value of a type.</summary>
    private const string DataException = "22";

    private const int EnumeratedPage = 1000;

    /// <summary>A document's current state, or null when the tenant has none of that id.</summary>
    public async Task<StoredDocument<T>?> GetDocumentAsync<T>(string tenant, string id, CancellationToken cancellation = default)
        where T : class, IMessage<T>, new()
    {
        cancellation.ThrowIfCancellationRequested();
        var found = await _reads.GetAsync(types.Document<T>(), tenant, id).WaitAsync(cancellation);
        return found is null ? null : new StoredDocument<T>(id, (T)found.Data, found.Version);
    }

    /// <summary>A document of a type that is known at run time only.</summary>
    public async Task<IMessage?> GetDocumentAsync(MessageDescriptor type, string tenant, string id, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return (await _reads.GetAsync(types.Document(type), tenant, id).WaitAsync(cancellation))?.Data;
    }

    /// <summary>A page of a tenant's documents. A document that is neither moved nor changed meanwhile is on exactly one page.</summary>
    /// <exception cref="InvalidQueryException">The filter, the order or the key does not fit the documents.</exception>
    public async Task<DocumentPage<T>> ListDocumentsAsync<T>(string tenant, DocumentQuery query, CancellationToken cancellation = default)
        where T : class, IMessage<T>, new()
    {
        var type = types.Document<T>();
        var sql = new SqlText(tenant);
        return await ListAsync<T>(type, sql, $"{type.Table} d where d.tenant_id = {sql.Tenant}", query, cancellation);
    }

    /// <summary>All of a tenant's documents of a type, page by page in the order of their ids.</summary>
    /// <param name="prefix">Only ids that begin so; empty, or ends with a slash.</param>
    public async IAsyncEnumerable<T> EnumerateDocumentsAsync<T>(string tenant, string prefix = "", Filter? filter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
        where T : class, IMessage<T>, new()
    {
        var query = new DocumentQuery(EnumeratedPage) { Prefix = prefix, Filter = filter };
        do
        {
            var page = await ListDocumentsAsync<T>(tenant, query, cancellation);
            foreach (var document in page.Documents)
                yield return document.Data;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    /// <summary>A page of documents that are not stored but given, by the same rules as of stored ones.</summary>
    /// <exception cref="InvalidQueryException">The filter, the order or the key does not fit the documents.</exception>
    public async Task<DocumentPage<T>> ListGivenAsync<T>(IReadOnlyCollection<(string Id, T Data)> documents, DocumentQuery query, CancellationToken cancellation = default)
        where T : class, IMessage<T>, new()
    {
        var sql = SqlText.Everywhere(isKept: false);
        var given = $"unnest({Texts(sql, documents.Select(document => document.Id))}, {sql.Parameter(documents.Select(document => StoredJson.Of(document.Data)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb)}, "
            + $"{sql.Parameter(documents.Select(document => document.Data.ToByteArray()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea)}) as given(id, data, bdata)";
        return await ListAsync<T>(StoredType.Of(new T().Descriptor), sql, $"(select id collate \"C\" as id, data, bdata, 0::bigint as mt_version from {given}) d where true", query, cancellation);
    }

    private async Task<DocumentPage<T>> ListAsync<T>(StoredType type, SqlText sql, string source, DocumentQuery query, CancellationToken cancellation)
        where T : class, IMessage<T>, new()
    {
        var fields = new DocumentFieldSource(type.Descriptor);
        var order = new Order(query.Order, fields);
        sql.Add($"select d.id, d.bdata, d.mt_version{order.Columns} from {source}");
        if (query.Prefix.Length > 0)
            sql.Add(Below(sql, query.Prefix));
        if (query.Only is { } only)
            sql.Add($" and d.id = any({Texts(sql, only)})");
        if (query.Filter is { } filter)
            sql.Add(" and ").Add(new FilterSql(sql, fields).Compile(filter));
        if (query.After is { } after)
            sql.Add(" and ").Add(order.After(after, sql));

        sql.Add($" order by {order.By}");
        try
        {
            var (rows, hasMore) = await PageAsync(
                sql,
                query.Limit,
                query.MostBytes,
                row =>
                {
                    var wire = row.GetFieldValue<byte[]>(1);
                    return (Document: new StoredDocument<T>(row.GetString(0), (T)type.Decode(wire), row.GetInt64(2)), Key: order.Key(row, first: 3), wire.Length);
                },
                row => row.Length,
                cancellation);
            return new DocumentPage<T>([.. rows.Select(row => row.Document)], hasMore ? rows[^1].Key : null);
        }
        catch (PostgresException e) when (query.After is not null && e.SqlState.StartsWith(DataException, StringComparison.Ordinal))
        {
            // Everything else in the statement is typed before it is sent.
            throw new InvalidQueryException(QueryPart.PageKey, "The key does not belong to this list.", e);
        }
    }

    /// <summary>Documents of all tenants whose due time is not after <paramref name="until"/>, the most overdue first.</summary>
    public async Task<IReadOnlyList<DueDocument<T>>> ListDueAsync<T>(DateTimeOffset until, int limit, CancellationToken cancellation = default)
        where T : class, IMessage<T>, new()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var type = types.Document<T>();
        var sql = SqlText.Everywhere();
        sql.Add($"select d.tenant_id, d.id, d.bdata, d.mt_version, d.ops_due from {type.Table} d where d.ops_due <= {sql.Time(until)} order by d.ops_due limit {sql.Number(limit)}");
        return await QueryAsync(
            sql,
            row => new DueDocument<T>(row.GetString(0), row.GetString(1), (T)type.Decode(row.GetFieldValue<byte[]>(2)), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4)),
            cancellation);
    }
}
