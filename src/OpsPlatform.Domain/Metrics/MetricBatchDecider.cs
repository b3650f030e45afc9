using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Metrics.V1;
using State = OpsPlatform.Metrics.V1.MetricBatch.Types.State;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Decides whether reads answer from a batch of values, and folds what happened to it; what is stored is decided by <see cref="MetricRecording"/>.</summary>
public static class MetricBatchDecider
{
    public static IEnumerable<IMessage> Quarantine(Aggregate<MetricBatch> batch, QuarantineMetricBatchRequest request, DecisionContext context) =>
        batch.Root.State == State.Quarantined ? [] : [new MetricBatchQuarantined { Reason = request.Reason }];

    public static IEnumerable<IMessage> Release(Aggregate<MetricBatch> batch, ReleaseMetricBatchRequest request, DecisionContext context) =>
        batch.Root.State == State.Quarantined ? [new MetricBatchReleased { Reason = request.Reason }] : [];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<MetricBatch> batch, Recorded recorded)
    {
        var root = batch.Root;
        switch (recorded.Message)
        {
            case MetricsRecorded stored:
                root.RecordedCount = stored.RecordedCount;
                root.CorrectedCount = stored.CorrectedCount;
                root.UnchangedCount = stored.UnchangedCount;
                root.FailedCount = stored.FailedCount;
                root.Sources.Add(stored.Sources);
                root.RowsSha256 = stored.RowsSha256;
                root.State = State.Stored;
                break;
            case MetricBatchQuarantined quarantined:
                (root.State, root.StateReason) = (State.Quarantined, quarantined.Reason);
                break;
            case MetricBatchReleased released:
                (root.State, root.StateReason) = (State.Stored, released.Reason);
                break;
            default:
                throw new UnreachableException($"{batch.Name} has an event that no batch can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }
}
