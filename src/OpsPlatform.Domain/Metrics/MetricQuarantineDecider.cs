using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>Keeps what a workspace has in quarantine, and had: reads ask one document, however many batches there are.</summary>
public static class MetricQuarantineDecider
{
    private const int Most = 1000;

    /// <param name="position">Of the batch's values.</param>
    public static IEnumerable<IMessage> Begin(Aggregate<MetricQuarantine> quarantine, string batch, long position)
    {
        if (Find(quarantine, batch) is not null)
            return [];
        return quarantine.Root.Batches.Count < Most ? [new QuarantineBegun { Batch = batch, Position = position }] : throw new Refusal(ErrorReason.MetricQuarantineFull, "", ("most", Most));
    }

    public static IEnumerable<IMessage> End(Aggregate<MetricQuarantine> quarantine, string batch) => Find(quarantine, batch) is null ? [] : [new QuarantineEnded { Batch = batch }];

    /// <summary>The positions of the values that do not count at a time; null for now.</summary>
    public static IReadOnlyCollection<long> At(MetricQuarantine quarantine, DateTimeOffset? time) =>
    [
        .. quarantine.Batches.Where(batch => time is { } then
            ? batch.StartTime.ToDateTimeOffset() <= then && !(batch.EndTime?.ToDateTimeOffset() <= then)
            : batch.EndTime is null).Select(batch => batch.Position),
    ];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<MetricQuarantine> quarantine, Recorded recorded)
    {
        switch (recorded.Message)
        {
            case QuarantineBegun begun:
                quarantine.Root.Batches.Add(new QuarantinedBatch { Batch = begun.Batch, Position = begun.Position, StartTime = recorded.Time.ToTimestamp() });
                break;
            case QuarantineEnded ended:
                Find(quarantine, ended.Batch)!.EndTime = recorded.Time.ToTimestamp();
                break;
            default:
                throw new UnreachableException($"{quarantine.Name} has an event that no quarantine can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static QuarantinedBatch? Find(Aggregate<MetricQuarantine> quarantine, string batch) => quarantine.Root.Batches.FirstOrDefault(each => each.Batch == batch && each.EndTime is null);
}
