using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Tests.Metrics;

/// <summary>What a workspace has in quarantine, and when.</summary>
public sealed class QuarantineTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 12, 0, 0, 0, TimeSpan.Zero);

    [Fact, Trait("row", "MET-27")]
    public void What_does_not_count_is_known_for_each_time()
    {
        var all = new Aggregate<MetricQuarantine>("workspaces/acme/metric-quarantines/all");
        Happens(1, MetricQuarantineDecider.Begin(all, "a", 7));
        MetricQuarantineDecider.Begin(all, "a", 7).ShouldBeEmpty();
        Happens(2, MetricQuarantineDecider.Begin(all, "b", 8));
        Happens(3, MetricQuarantineDecider.End(all, "a"));
        MetricQuarantineDecider.End(all, "a").ShouldBeEmpty();
        Happens(4, MetricQuarantineDecider.Begin(all, "a", 7));
        new[] { 0, 1, 2, 3, 4 }.Select(day => string.Join(',', MetricQuarantineDecider.At(all.Root, Day.AddDays(day)))).ShouldBe(["", "7", "7,8", "8", "8,7"]);
        MetricQuarantineDecider.At(all.Root, null).ShouldBe([8, 7]);

        void Happens(int day, IEnumerable<IMessage> events) => all.Apply(new Recorded(events.ShouldHaveSingleItem(), all.Version + 1, Day.AddDays(day)), MetricQuarantineDecider.Evolve);
    }

    [Fact]
    public void A_thousand_times_are_enough()
    {
        var all = new Aggregate<MetricQuarantine>("any", 1, new MetricQuarantine { Batches = { Enumerable.Range(0, 1000).Select(i => new QuarantinedBatch { Batch = $"b{i}" }) } });
        var refusal = Should.Throw<Refusal>(() => MetricQuarantineDecider.Begin(all, "one more", 1).ToList());
        (refusal.Reason, refusal.Sentence()).ShouldBe((ErrorReason.MetricQuarantineFull, "A workspace puts batches into quarantine 1000 times at most. Record what is right instead: a correction takes the place of a value."));
    }
}
