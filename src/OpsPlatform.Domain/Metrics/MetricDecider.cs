using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using static OpsPlatform.Metrics.V1.Metric.Types;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what happens to a workspace's own metric, and folds what has happened.</summary>
public static class MetricDecider
{
    private static readonly string[] Editable = ["display_name", "class", "direction", "highest_value"];

    private static readonly string[] Given = [.. Editable, "unit", "aggregation", "numerator_metric_id", "denominator_metric_id"];

    /// <param name="metrics">Those that it can be computed from.</param>
    public static IEnumerable<IMessage> Create(Aggregate<Metric> metric, CreateMetricRequest request, KnownMetrics metrics, DecisionContext context)
    {
        MustNotBeBuiltIn(context.Id);
        var made = new Metric();
        Given.Merge(request.Metric, made);
        made.MetricId = context.Id;
        MustBeComputable(made, metrics);
        return [new MetricCreated { Metric = Completed(made) }];
    }

    public static IEnumerable<IMessage> Update(Aggregate<Metric> metric, UpdateMetricRequest request, DecisionContext context)
    {
        if (metric.Root.DeleteTime is { } time)
            throw new Refusal(ErrorReason.MetricDeleted, "", ("delete_time", $"{time.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"));
        var edited = metric.Root.Clone();
        request.UpdateMask.Editing(request.Metric, Editable).Merge(request.Metric, edited);
        var paths = Editable.Changed(metric.Root, Completed(edited));
        if (paths.Count == 0)
            return [];
        var updated = new MetricUpdated { Metric = new Metric(), Paths = { paths } };
        paths.Merge(edited, updated.Metric);
        return [updated];
    }

    public static IEnumerable<IMessage> Delete(Aggregate<Metric> metric, DeleteMetricRequest request, DecisionContext context) =>
        metric.Root.DeleteTime is null ? [new MetricDeleted { Time = context.Time.ToTimestamp() }] : [];

    public static IEnumerable<IMessage> Undelete(Aggregate<Metric> metric, UndeleteMetricRequest request, DecisionContext context) =>
        metric.Root.DeleteTime is null ? [] : [new MetricUndeleted()];

    /// <exception cref="Refusal">It comes with OpsPlatform, so that it has no stream to decide on.</exception>
    public static void MustNotBeBuiltIn(string name) => BuiltInMetrics.All.MustNotHave(name, ErrorReason.MetricBuiltIn);

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Metric> metric, Recorded recorded)
    {
        var root = metric.Root;
        switch (recorded.Message)
        {
            case MetricCreated created:
                root.MergeFrom(created.Metric.Clone());
                break;
            case MetricUpdated updated:
                updated.Paths.Merge(updated.Metric.Clone(), root);
                break;
            case MetricDeleted deleted:
                root.DeleteTime = deleted.Time.Clone();
                break;
            case MetricUndeleted:
                root.DeleteTime = null;
                break;
            default:
                throw new UnreachableException($"{metric.Name} has an event that no metric can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static Metric Completed(Metric metric)
    {
        if (metric.Class == Class.Unspecified)
            metric.Class = Class.Own;
        if (metric.HighestValue == 0)
            metric.HighestValue = metric.Unit == Unit.Ratio ? BuiltInMetrics.WholeBps : BuiltInMetrics.MostADay;
        return metric;
    }

    private static void MustBeComputable(Metric metric, KnownMetrics metrics)
    {
        var isQuotient = metric.Aggregation == Aggregation.Quotient;
        if (metric.Unit == Unit.Ratio && !isQuotient)
            throw Invalid("aggregation", new("a RATIO is a QUOTIENT of what it is a rate of", "RATIO 须为 QUOTIENT，由其分子与分母计算"));
        if (!isQuotient && (metric.NumeratorMetricId.Length > 0 || metric.DenominatorMetricId.Length > 0))
            throw Invalid("numerator_metric_id", new("only a QUOTIENT has parts", "仅 QUOTIENT 可有分子与分母"));
        if (!isQuotient)
            return;
        if (metric.NumeratorMetricId.Length == 0 || metric.DenominatorMetricId.Length == 0)
            throw Invalid("numerator_metric_id", new("a QUOTIENT has a numerator and a denominator", "QUOTIENT 须有分子与分母"));
        var (part, whole) = (metrics.Get(metric.NumeratorMetricId, "metric.numerator_metric_id"), metrics.Get(metric.DenominatorMetricId, "metric.denominator_metric_id"));
        if (!IsAdded(part) || !IsAdded(whole))
            throw Invalid("numerator_metric_id", new("its parts are a SUM or a MEAN each", "分子与分母须为 SUM 或 MEAN"));
        if (metric.Unit == Unit.Ratio ? part.Unit != whole.Unit : (part.Unit, whole.Unit) != (metric.Unit, Unit.Count))
            throw Invalid("unit", new($"{part.Unit.WireName()} by {whole.Unit.WireName()} is no {metric.Unit.WireName()}", $"{part.Unit.WireName()} 除以 {whole.Unit.WireName()} 不是 {metric.Unit.WireName()}"));

        static bool IsAdded(Metric each) => each.Aggregation is Aggregation.Sum or Aggregation.Mean;

        static Refusal Invalid(string field, Sentence problem) => new(ErrorReason.MetricPartsInvalid, $"metric.{field}", ("problem", problem));
    }
}
