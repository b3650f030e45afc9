using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using static OpsPlatform.Metrics.V1.Metric.Types;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>The metrics that there are, and how they hang together.</summary>
public sealed class RegistryTests
{
    private static readonly Metric[] All = [.. BuiltInMetrics.All.In("acme")];

    [Fact, Trait("row", "MET-23")]
    public void There_are_five_metrics_in_each_of_five_classes()
    {
        var classes = All.Where(metric => metric.Class is not (Class.Base or Class.Goal)).GroupBy(metric => metric.Class).ToDictionary(each => each.Key, each => each.Count());
        classes.Keys.ShouldBe([Class.Content, Class.User, Class.Business, Class.Platform, Class.Compliance]);
        classes.Values.ShouldAllBe(count => count == 5);
        All.Where(metric => metric.Class != Class.Base).ShouldAllBe(metric => metric.Direction != Direction.Unspecified);
    }

    [Fact]
    public void A_metric_is_found_by_its_id_alone()
    {
        All.Select(metric => metric.MetricId).ShouldBeUnique();
        BuiltInMetrics.All.Find("like-rate", "acme")!.Name.ShouldBe("workspaces/acme/metrics/like-rate");
        BuiltInMetrics.Find("likeability").ShouldBeNull();
    }

    [Fact]
    public void A_quotient_is_of_two_metrics_that_are_recorded_and_of_units_that_give_its_own()
    {
        foreach (var metric in All.Where(metric => metric.Aggregation == Aggregation.Quotient))
        {
            var (part, whole) = (BuiltInMetrics.Find(metric.NumeratorMetricId)!, BuiltInMetrics.Find(metric.DenominatorMetricId)!);
            new[] { part, whole }.ShouldAllBe(each => each.Aggregation != Aggregation.Quotient, metric.MetricId);
            (metric.Unit == Unit.Ratio ? whole.Unit : metric.Unit).ShouldBe(part.Unit, metric.MetricId);
        }

        All.Where(metric => metric.Aggregation != Aggregation.Quotient).ShouldAllBe(metric => metric.NumeratorMetricId == "" && metric.DenominatorMetricId == "");
    }
}
