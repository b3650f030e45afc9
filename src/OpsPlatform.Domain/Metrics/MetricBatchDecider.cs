using System.Diagnostics;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Folds what happened to a batch of values; what happens is decided by <see cref="MetricRecording"/>.</summary>
public static class MetricBatchDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<MetricBatch> batch, Recorded recorded)
    {
        var root = batch.Root;
        if (recorded.Message is not MetricsRecorded stored)
            throw new UnreachableException($"{batch.Name} has an event that no batch can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        root.RecordedCount = stored.RecordedCount;
        root.CorrectedCount = stored.CorrectedCount;
        root.UnchangedCount = stored.UnchangedCount;
        root.FailedCount = stored.FailedCount;
        root.Sources.Add(stored.Sources);
        root.RowsSha256 = stored.RowsSha256;
    }
}
