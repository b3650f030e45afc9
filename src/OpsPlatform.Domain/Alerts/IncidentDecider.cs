using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Api.V1;
using Kind = OpsPlatform.Alerts.V1.Incident.Types.Kind;
using Limit = OpsPlatform.Alerts.V1.Incident.Types.Limit;
using State = OpsPlatform.Alerts.V1.Incident.Types.State;

namespace OpsPlatform.Domain.Alerts;

/// <summary>Decides whether what went wrong was seen to in time, and folds what has happened (RSK-10).</summary>
public static class IncidentDecider
{
    /// <summary>Up to this share of negative comments, in basis points, is borne.</summary>
    private const int MostNegativeBps = 1000;

    public static IEnumerable<IMessage> Report(Aggregate<Incident> incident, CreateIncidentRequest request, DecisionContext context)
    {
        var given = request.Incident;
        var (limit, level) = Rule(given.Kind);
        var opened = new Incident { Kind = given.Kind, Summary = given.Summary, Account = given.Account, Content = given.Content, Level = level };
        opened.OccurTime = context.PastOrNow(given.OccurTime, "incident.occur_time", ErrorReason.IncidentTimeAhead);
        opened.DueTime = (opened.OccurTime.ToDateTimeOffset() + limit).ToTimestamp();
        return [new IncidentOpened { Incident = opened, Reporter = context.Principal }, .. Late(opened.DueTime, context.Time)];
    }

    public static IEnumerable<IMessage> Resolve(Aggregate<Incident> incident, ResolveIncidentRequest request, DecisionContext context)
    {
        var root = incident.Root;
        if (root.State == State.Resolved)
            return [];
        var resolved = new IncidentResolved { Statement = request.Statement, Resolver = context.Principal, ResolveTime = context.PastOrNow(request.ResolveTime, "resolve_time", ErrorReason.IncidentTimeAhead) };
        if (resolved.ResolveTime.CompareTo(root.OccurTime) < 0)
            throw new Refusal(ErrorReason.IncidentResolvedTooEarly, "resolve_time", ("resolve_time", resolved.ResolveTime.Text()), ("occur_time", root.OccurTime.Text()));
        if (request.HasNegativeShareBps)
            resolved.NegativeShareBps = request.NegativeShareBps;
        return
        [
            .. DueTime(root) is null ? [] : Late(root.DueTime, resolved.ResolveTime.ToDateTimeOffset()),
            resolved,
            .. resolved.NegativeShareBps > MostNegativeBps ? [new IncidentBreached { Limit = Limit.NegativeShare, NegativeShareBps = resolved.NegativeShareBps }] : Array.Empty<IMessage>(),
        ];
    }

    /// <summary>When the platform has to tell by itself that the time is over, or null.</summary>
    public static DateTimeOffset? DueTime(Incident incident) =>
        incident.State == State.Open && !incident.BreachedLimits.Contains(Limit.Time) ? incident.DueTime.ToDateTimeOffset() : null;

    /// <summary>What the platform tells by itself when a time has come. It may ask late, twice or too early.</summary>
    public static IEnumerable<IMessage> Tick(Aggregate<Incident> incident, DecisionContext context) =>
        DueTime(incident.Root) is null ? [] : Late(incident.Root.DueTime, context.Time);

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Incident> incident, Recorded recorded)
    {
        var root = incident.Root;
        switch (recorded.Message)
        {
            case IncidentOpened opened:
                root.MergeFrom(opened.Incident.Clone());
                (root.State, root.Reporter) = (State.Open, opened.Reporter);
                break;
            case IncidentBreached breached:
                root.BreachedLimits.Add(breached.Limit);
                break;
            case IncidentResolved resolved:
                Resolve(root, resolved);
                break;
            default:
                throw new UnreachableException($"{incident.Name} has an event that no incident can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }

        root.Breached = root.BreachedLimits.Count > 0;
    }

    private static void Resolve(Incident root, IncidentResolved resolved)
    {
        (root.State, root.Statement, root.Resolver, root.ResolveTime) = (State.Resolved, resolved.Statement, resolved.Resolver, resolved.ResolveTime.Clone());
        if (resolved.HasNegativeShareBps)
            root.NegativeShareBps = resolved.NegativeShareBps;

        // What was over in time may be recorded late.
        if (resolved.ResolveTime.CompareTo(root.DueTime) <= 0)
            root.BreachedLimits.Remove(Limit.Time);
        else
            root.LateDuration = resolved.ResolveTime - root.DueTime;
    }

    /// <summary>The time within which a kind is resolved, and its level by RSK-02; 0 for none.</summary>
    private static (TimeSpan Time, int Level) Rule(Kind kind) => kind switch
    {
        Kind.ServiceOutage => (TimeSpan.FromHours(2), 0),
        Kind.CustomerMessage => (TimeSpan.FromMinutes(5), 0),
        Kind.BrandCrisis => (TimeSpan.FromHours(24), 3),
        Kind.Feedback => (TimeSpan.FromHours(24), 1),
        _ => throw new UnreachableException($"{kind} is no kind of incident."),
    };

    /// <summary>At the last moment is in time.</summary>
    private static IMessage[] Late(Timestamp due, DateTimeOffset time) => due.ToDateTimeOffset() < time ? [new IncidentBreached { Limit = Limit.Time, DueTime = due }] : [];
}
