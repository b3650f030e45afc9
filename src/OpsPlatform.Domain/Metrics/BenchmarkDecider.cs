using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Unit = OpsPlatform.Metrics.V1.Metric.Types.Unit;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides what is said of an industry, and folds what was said.</summary>
public static class BenchmarkDecider
{
    public static IEnumerable<IMessage> Set(Aggregate<Benchmark> benchmark, SetBenchmarkRequest request, KnownMetrics metrics, DecisionContext context)
    {
        var metric = metrics.Get(request.Metric, "metric");
        var current = benchmark.Root.Entries.FirstOrDefault(entry => entry.Metric == request.Metric);
        if (!request.HasValue)
            return current is null ? [] : [new BenchmarkEntryRemoved { Metric = request.Metric }];
        if (request.Competitors.Select(competitor => competitor.Value).Prepend(request.Value).Max() is var most && most > metric.HighestValue)
            throw new Refusal(ErrorReason.MetricValueTooHigh, "value", ("value", most), ("metric", request.Metric), ("highest", metric.HighestValue));
        if (metric.Unit == Unit.Micros != request.CurrencyCode.Length > 0)
            throw new Refusal(ErrorReason.MetricCurrencyMisplaced, "currency_code", ("metric", request.Metric), ("unit", metric.Unit.WireName()), ("needed", metric.Unit == Unit.Micros ? "ISO 4217" : "\"\""));
        var entry = new BenchmarkEntry { Metric = request.Metric, Value = request.Value, CurrencyCode = request.CurrencyCode, Basis = request.Basis, Competitors = { request.Competitors } };
        return entry.Equals(current) ? [] : [new BenchmarkEntrySet { Entry = entry }];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Benchmark> benchmark, Recorded recorded)
    {
        var entries = benchmark.Root.Entries;
        var (metric, added) = recorded.Message switch
        {
            BenchmarkEntrySet set => (set.Entry.Metric, (BenchmarkEntry?)set.Entry.Clone()),
            BenchmarkEntryRemoved removed => (removed.Metric, null),
            _ => throw new UnreachableException($"{benchmark.Name} has an event that no benchmark can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}."),
        };
        BenchmarkEntry[] others = [.. entries.Where(entry => entry.Metric != metric)];
        entries.Clear();
        entries.Add((added is null ? others : others.Append(added)).OrderBy(entry => entry.Metric, StringComparer.Ordinal));
    }
}
