using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Alerts;
using Kind = OpsPlatform.Alerts.V1.Incident.Types.Kind;
using Limit = OpsPlatform.Alerts.V1.Incident.Types.Limit;

namespace OpsPlatform.Domain.Tests.Alerts;

/// <summary>Whatever happens to an incident in whatever order, it holds together.</summary>
public sealed class IncidentTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 12, 8, 0, 0, TimeSpan.Zero);

    [Fact, Trait("row", "RSK-10")]
    public void Each_kind_has_its_time_and_its_level() =>
        System.Enum.GetValues<Kind>().Skip(1).Select(kind => Reported(kind).Root)
            .Select(root => (root.Kind, (root.DueTime - root.OccurTime).ToTimeSpan(), root.Level)).ShouldBe([
                (Kind.ServiceOutage, TimeSpan.FromHours(2), 0),
                (Kind.CustomerMessage, TimeSpan.FromMinutes(5), 0),
                (Kind.BrandCrisis, TimeSpan.FromHours(24), 3),
                (Kind.Feedback, TimeSpan.FromHours(24), 1),
            ]);

    [Fact]
    public void Random_histories_hold_together()
    {
        var random = new Random(1);
        for (var history = 0; history < 500; history++)
        {
            var incident = Reported((Kind)random.Next(1, 5));
            for (var time = Start; time < Start.AddHours(30); time = time.AddMinutes(random.Next(1, 600)))
            {
                Func<IEnumerable<IMessage>> ask = random.Next(4) == 0
                    ? () => IncidentDecider.Resolve(incident, new() { Statement = "Done", NegativeShareBps = 1001 }, At(time))
                    : () => IncidentDecider.Tick(incident, At(time));
                Happens(incident, ask(), time);
                ask().ShouldBeEmpty("the same again changes nothing");
                MustHoldTogether(incident.Root, time);
            }
        }
    }

    public static TheoryData<ErrorReason> Reasons => [.. System.Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= 700 and < 800)];

    [Theory, MemberData(nameof(Reasons))]
    public void The_facts_of_a_refusal_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        Func<IEnumerable<IMessage>> provocation = reason == ErrorReason.IncidentTimeAhead
            ? () => IncidentDecider.Resolve(Reported(Kind.Feedback), new() { ResolveTime = Start.AddSeconds(1).ToTimestamp() }, At(Start))
            : () => IncidentDecider.Resolve(Reported(Kind.Feedback), new() { ResolveTime = Start.AddSeconds(-1).ToTimestamp() }, At(Start));
        var refusal = Should.Throw<Refusal>(() => provocation().ToList());
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    private static void MustHoldTogether(Incident root, DateTimeOffset time)
    {
        var isResolved = root.State == Incident.Types.State.Resolved;
        var due = root.DueTime.ToDateTimeOffset();
        root.BreachedLimits.ShouldBeUnique();
        root.Breached.ShouldBe(root.BreachedLimits.Count > 0);
        root.BreachedLimits.Contains(Limit.NegativeShare).ShouldBe(isResolved);
        root.BreachedLimits.Contains(Limit.Time).ShouldBe((root.ResolveTime?.ToDateTimeOffset() ?? time) > due);
        (root.LateDuration is not null).ShouldBe(isResolved && root.BreachedLimits.Contains(Limit.Time));
        (IncidentDecider.DueTime(root) is null).ShouldBe(isResolved || root.Breached);
    }

    private static Aggregate<Incident> Reported(Kind kind)
    {
        var incident = new Aggregate<Incident>("workspaces/acme/incidents/shop-down");
        Happens(incident, IncidentDecider.Report(incident, new() { Incident = new() { Kind = kind, Summary = "The shop does not open" } }, At(Start)), Start);
        return incident;
    }

    private static DecisionContext At(DateTimeOffset time) => new(time, "clients/acme-ops", "shop-down", () => "made");

    private static void Happens(Aggregate<Incident> incident, IEnumerable<IMessage> events, DateTimeOffset time)
    {
        foreach (var message in events.ToList())
            incident.Apply(new Recorded(message, incident.Version + 1, time), IncidentDecider.Evolve);
    }
}
