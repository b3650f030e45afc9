using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Server.Metrics;

/// <summary>Finds the metrics that ids name; most are built in, and no database is asked for those.</summary>
internal sealed class MetricRegistry(PostgresEventStore store)
{
    private const string Collection = "metrics/";

    /// <summary>As many ids as one statement is asked for.</summary>
    private const int Page = 1000;

    public async Task<KnownMetrics> FindAsync(string workspace, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var own = new List<Metric>();
        foreach (var page in ids.Where(id => BuiltInMetrics.Find(id) is null).Distinct().Chunk(Page))
            own.AddRange((await store.ListDocumentsAsync<Metric>(workspace, new DocumentQuery(Page) { Prefix = Collection, Only = [.. page.Select(id => Collection + id)] }, cancellation)).Documents.Select(document => document.Data));
        return own.Count == 0 ? KnownMetrics.BuiltIn : new(own);
    }
}
