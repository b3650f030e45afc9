using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;

namespace OpsPlatform.Server.Metrics;

/// <summary>What metrics bring to the server.</summary>
internal static class MetricModule
{
    public static Nouns AddMetrics(this Nouns nouns, IServiceCollection services)
    {
        Nouns.AddAggregate(services, new AggregateType<Metric>(MetricDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<MetricBatch>(MetricBatchDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<MetricQuarantine>(MetricQuarantineDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<KpiSet>(KpiSetDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<FunnelModel>(FunnelModelDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Benchmark>(BenchmarkDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<LifecycleModel>(LifecycleModelDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Audience>(AudienceDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Goal>(GoalDecider.Evolve, _ => null));
        Nouns.AddAggregate(services, new AggregateType<Evaluation>(EvaluationDecider.Evolve, _ => null));
        Nouns.AddBuiltIns(services, BuiltInMetrics.All);
        Nouns.AddBuiltIns(services, BuiltInLifecycles.All);
        Nouns.AddBuiltIns(services, BuiltInFunnels.All);
        Nouns.AddBuiltIns(services, BuiltInKpiSets.All);
        services.AddSingleton<MetricQuarantines>();
        services.AddSingleton<MetricRegistry>();
        services.AddSingleton<MetricRecorder>();
        services.AddSingleton<MetricReader>();
        services.AddSingleton<MetricSeriesQuery>();
        services.AddSingleton<ScorecardQuery>();
        services.AddSingleton<FunnelQuery>();
        services.AddSingleton<AudienceKeeping>();
        services.AddSingleton<EvaluationKeeping>();
        services.AddSingleton<DataQualityQuery>();
        services.AddSingleton<EsgReportQuery>();
        return nouns.Add<MetricService>(services, OpsPlatform.Metrics.V1.MetricService.Descriptor, MetricsEventsReflection.Descriptor, Metric.Descriptor, MetricBatch.Descriptor, MetricQuarantine.Descriptor, KpiSet.Descriptor, FunnelModel.Descriptor, Benchmark.Descriptor, LifecycleModel.Descriptor, Audience.Descriptor, Goal.Descriptor, Evaluation.Descriptor);
    }
}
