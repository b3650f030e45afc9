using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>The metrics that a workspace can name: built-in ones, and some of its own.</summary>
/// <param name="own">Those that are asked about; deleted ones, too.</param>
public sealed class KnownMetrics(IEnumerable<Metric> own)
{
    private readonly Dictionary<string, Metric> _own = own.ToDictionary(metric => metric.MetricId);

    public static KnownMetrics BuiltIn { get; } = new([]);

    /// <summary>What something that was made earlier names: it may have been deleted since.</summary>
    public Metric this[string id] => BuiltInMetrics.Find(id) ?? _own[id];

    /// <summary>By its id; null where there is none, or none any more.</summary>
    public Metric? Find(string id) => BuiltInMetrics.Find(id) ?? (_own.GetValueOrDefault(id) is { DeleteTime: null } metric ? metric : null);

    /// <param name="field">Of the request, that names it.</param>
    /// <exception cref="Refusal">There is none, or none any more.</exception>
    public Metric Get(string id, string field) => Find(id) ?? throw new Refusal(ErrorReason.MetricNotKnown, field, ("metric", id));
}
