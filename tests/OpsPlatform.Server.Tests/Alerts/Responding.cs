using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Alerts;
using Kind = OpsPlatform.Alerts.V1.Incident.Types.Kind;
using Limit = OpsPlatform.Alerts.V1.Incident.Types.Limit;
using State = OpsPlatform.Alerts.V1.Incident.Types.State;

namespace OpsPlatform.Server.Tests.Alerts;

/// <summary>What goes wrong has to be seen to within the time of its kind.</summary>
public sealed class Responding(RunningServer server) : ServerTest(server)
{
    private const string Workspace = "workspaces/acme";
    private const string Breached = "incident_breached";

    private OpsPlatform.Alerts.V1.RiskService.RiskServiceClient Risks => Server.Operator.Risks;

    [Theory, Trait("row", "RSK-10"), Trait("row", "RSK-02")]
    [InlineData(Kind.CustomerMessage, 0, 5 * 60)]
    [InlineData(Kind.ServiceOutage, 0, 2 * 3600)]
    [InlineData(Kind.BrandCrisis, 3, 24 * 3600)]
    [InlineData(Kind.Feedback, 1, 24 * 3600)]
    public async Task At_the_last_moment_is_in_time_and_a_second_later_is_a_breach(Kind kind, int level, int seconds)
    {
        var (inTime, late) = (await ReportAsync(kind), await ReportAsync(kind));
        (inTime.State, inTime.Level, inTime.DueTime, inTime.Reporter).ShouldBe((State.Open, level, inTime.OccurTime + Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)), late.Reporter));

        Server.Clock.Leap(TimeSpan.FromSeconds(seconds));
        inTime = await ResolveAsync(inTime);
        (inTime.State, inTime.ResolveTime, inTime.Breached, inTime.LateDuration).ShouldBe((State.Resolved, inTime.DueTime, false, null));

        Server.Clock.Leap(TimeSpan.FromSeconds(1));
        late = await ResolveAsync(late);
        (late.State, late.Breached, late.LateDuration).ShouldBe((State.Resolved, true, Duration.FromTimeSpan(TimeSpan.FromSeconds(1))));
        late.BreachedLimits.ShouldBe([Limit.Time]);
        (await EventsAsync(inTime)).ShouldNotContain(Breached);
        (await EventsAsync(late)).Count(type => type == Breached).ShouldBe(1);
    }

    [Fact, Trait("row", "RSK-10")]
    public async Task The_platform_tells_by_itself_and_once_that_the_time_is_over()
    {
        var incident = await ReportAsync(Kind.CustomerMessage);
        foreach (var (seconds, breached) in new[] { (300, false), (1, true), (1, true) })
        {
            Server.Clock.Leap(TimeSpan.FromSeconds(seconds));
            await Server.RunOnceAsync<IncidentClock>();
            (await Risks.GetIncidentAsync(new() { Name = incident.Name })).Breached.ShouldBe(breached);
        }

        (await Listed("state = OPEN AND breached = true AND kind = CUSTOMER_MESSAGE")).ShouldContain(incident.Name);
        (await Listed("breached_limits:NEGATIVE_SHARE OR kind = FEEDBACK OR state = RESOLVED")).ShouldNotContain(incident.Name);
        Server.Clock.Leap(TimeSpan.FromMinutes(1));
        (await ResolveAsync(incident)).LateDuration.ToTimeSpan().ShouldBe(TimeSpan.FromSeconds(62));
        (await EventsAsync(incident)).Count(type => type == Breached).ShouldBe(1);
    }

    [Theory, Trait("row", "RSK-10")]
    [InlineData(null, false)]
    [InlineData(0, false)]
    [InlineData(1000, false)]
    [InlineData(1100, true)]
    public async Task Ten_percent_of_negative_comments_are_borne_and_more_are_a_breach_of_their_own(int? bps, bool exceeded)
    {
        var resolve = new ResolveIncidentRequest { Name = (await ReportAsync(Kind.BrandCrisis)).Name, Statement = "We have apologised" };
        if (bps is { } share)
            resolve.NegativeShareBps = share;
        var resolved = await Risks.ResolveIncidentAsync(resolve);
        (resolved.HasNegativeShareBps, resolved.NegativeShareBps, resolved.Breached, resolved.LateDuration).ShouldBe((bps is not null, bps ?? 0, exceeded, null));
        resolved.BreachedLimits.ShouldBe(exceeded ? [Limit.NegativeShare] : []);
        (await EventsAsync(resolved)).Count(type => type == Breached).ShouldBe(exceeded ? 1 : 0);
    }

    [Fact, Trait("row", "RSK-10")]
    public async Task What_is_recorded_late_is_judged_by_when_it_was()
    {
        var answered = await ReportAsync(Kind.CustomerMessage);
        Server.Clock.Leap(TimeSpan.FromMinutes(6));
        await Server.RunOnceAsync<IncidentClock>();
        var resolved = await Risks.ResolveIncidentAsync(new() { Name = answered.Name, Statement = "Told the customer", ResolveTime = answered.DueTime });
        (resolved.Breached, resolved.LateDuration).ShouldBe((false, null));

        var late = await ReportAsync(Kind.CustomerMessage, Server.Clock.GetUtcNow().AddMinutes(-5).AddSeconds(-1));
        (late.Breached, late.State).ShouldBe((true, State.Open));
        await Server.RunOnceAsync<IncidentClock>();
        (await EventsAsync(late)).Count(type => type == Breached).ShouldBe(1);
    }

    [Fact, Trait("row", "RSK-10")]
    public async Task A_repeat_changes_nothing()
    {
        var report = new CreateIncidentRequest { Parent = Workspace, IncidentId = $"i{Guid.NewGuid():N}", Incident = new() { Kind = Kind.Feedback, Summary = "Too small a font" }, RequestId = $"{Guid.NewGuid()}" };
        var reported = await Risks.CreateIncidentAsync(report);
        (await Risks.CreateIncidentAsync(report)).ShouldBe(reported);
        report.RequestId = "";
        await Risks.CreateIncidentAsync(report).Refused(ErrorReason.ResourceAlreadyExists);

        var tried = await Risks.ResolveIncidentAsync(new() { Name = reported.Name, Statement = "Made larger", ValidateOnly = true });
        (await Risks.GetIncidentAsync(new() { Name = reported.Name })).ShouldBe(reported);
        var resolved = await Risks.ResolveIncidentAsync(new() { Name = reported.Name, Statement = "Made larger" });
        resolved.ShouldBe(tried);
        (await Risks.ResolveIncidentAsync(new() { Name = reported.Name, Statement = "Again", NegativeShareBps = 2000 })).ShouldBe(resolved);
    }

    [Fact, Trait("row", "RSK-10")]
    public async Task What_cannot_be_is_refused_and_time_and_level_are_not_the_callers_to_set()
    {
        var now = Server.Clock.GetUtcNow();
        (await Reporting(new()).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["incident.kind", "incident.summary"], ignoreOrder: true);
        await Reporting(new() { Kind = (Kind)9, Summary = "Any" }).Refused(ErrorReason.InvalidField);
        (await Reporting(new() { Kind = Kind.Feedback, Summary = "Any", OccurTime = now.AddSeconds(1).ToTimestamp() }).Refused(ErrorReason.IncidentTimeAhead)).Fields.ShouldBe(["incident.occur_time"]);
        await Reporting(new() { Kind = Kind.Feedback, Summary = "Any", Account = $"{Workspace}/accounts/nowhere" }).Refused(ErrorReason.ResourceNotFound);
        await Reporting(new() { Kind = Kind.Feedback, Summary = "Any", Content = $"{Workspace}/contents/nothing" }).Refused(ErrorReason.ResourceNotFound);

        var incident = await Reporting(new() { Kind = Kind.Feedback, Summary = "Any", Level = 3, DueTime = now.AddYears(1).ToTimestamp(), State = State.Resolved, Statement = "Nothing" });
        (incident.Level, incident.DueTime.ToDateTimeOffset(), incident.State, incident.Statement).ShouldBe((1, now.AddHours(24), State.Open, ""));
        (await Risks.ResolveIncidentAsync(new() { Name = incident.Name, NegativeShareBps = 10_001 }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["statement", "negative_share_bps"], ignoreOrder: true);
        await Risks.ResolveIncidentAsync(new() { Name = incident.Name, Statement = "Done", ResolveTime = now.AddSeconds(1).ToTimestamp() }).Refused(ErrorReason.IncidentTimeAhead);
        await Risks.ResolveIncidentAsync(new() { Name = incident.Name, Statement = "Done", ResolveTime = now.AddSeconds(-1).ToTimestamp() }).Refused(ErrorReason.IncidentResolvedTooEarly);
        await Risks.ResolveIncidentAsync(new() { Name = incident.Name, Statement = "Done", Etag = "9" }).Refused(ErrorReason.EtagMismatch);
    }

    private async Task<Incident> ReportAsync(Kind kind, DateTimeOffset? time = null) =>
        await Reporting(new() { Kind = kind, Summary = "The shop does not open 打不开", OccurTime = time?.ToTimestamp() });

    private Grpc.Core.AsyncUnaryCall<Incident> Reporting(Incident incident) => Risks.CreateIncidentAsync(new() { Parent = Workspace, Incident = incident });

    private async Task<Incident> ResolveAsync(Incident incident) => await Risks.ResolveIncidentAsync(new() { Name = incident.Name, Statement = "Moved to the other site" });

    private async Task<IEnumerable<string>> Listed(string filter) =>
        (await Risks.ListIncidentsAsync(new() { Parent = Workspace, Filter = filter, PageSize = 1000 })).Incidents.Select(each => each.Name);

    private async Task<IEnumerable<string>> EventsAsync(Incident incident) =>
        (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{incident.Name}\"", PageSize = 1000 })).Events.Select(each => each.Type);
}
