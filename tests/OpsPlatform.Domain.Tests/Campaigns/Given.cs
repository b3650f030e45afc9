using Google.Protobuf;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Tests.Campaigns;

/// <summary>A campaign to which this has happened.</summary>
internal static class Given
{
    public const string Name = "workspaces/acme/campaigns/spring";

    /// <summary>A Monday.</summary>
    public static readonly DateOnly FirstDay = new(2026, 3, 16);

    public static Date Day(int number) => Of(FirstDay.AddDays(number - 1));

    public static Date Of(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    /// <summary>A phase by hand, of so many days from a day of the campaign on.</summary>
    public static PlanPhase Phase(string id, int first, int last) => new() { PhaseId = id, StartDate = Day(first), EndDate = Day(last) };

    public static PlanTask Task(string id, int days, params string[] dependsOn) => new() { TaskId = id, PhaseId = "make", WorkingDayCount = days, DependsOn = { dependsOn } };

    /// <summary>A phase `make` of eight weeks with these tasks, and no buffer.</summary>
    public static SetPlanRequest Make(params PlanTask[] tasks) => new() { Phases = { Phase("make", 1, 56) }, Tasks = { tasks }, BufferBps = 0 };

    public static PlanTemplate Template(string id) => BuiltInPlanTemplates.All.Find(id, "acme")!;

    /// <summary>The plan that a template makes, with its phases as long as given.</summary>
    public static Plan PlanFrom(string template, params (string Phase, int Length)[] lengths) =>
        Set(Planned(), new SetPlanRequest { Template = template, PhaseLengths = { lengths.Select(length => new PhaseLength { PhaseId = length.Phase, Length = length.Length }) } }, Template(template));

    /// <summary>Sets a plan on its first day.</summary>
    public static Plan Set(Aggregate<Campaign> campaign, SetPlanRequest request, PlanTemplate? template = null, int day = 1)
    {
        campaign.Happens(day, CampaignDecider.SetPlan(campaign, request, template, On(day)));
        return campaign.Root.Plan;
    }

    /// <summary>A running campaign with this plan.</summary>
    public static Aggregate<Campaign> With(SetPlanRequest request, PlanTemplate? template = null)
    {
        var campaign = Planned();
        Set(campaign, request, template);
        campaign.Happens(1, CampaignDecider.Start(campaign, new(), [], On(1)));
        return campaign;
    }

    public static void Complete(this Aggregate<Campaign> campaign, string task, int day = 1, bool reworked = false) =>
        campaign.Happens(day, CampaignDecider.CompleteTask(campaign, new() { TaskId = task, Evidence = "Seen", Reworked = reworked }, On(day)));

    /// <param name="day">The day of the campaign on which it is decided; 1 for its first.</param>
    public static DecisionContext On(int day) => new(new DateTimeOffset(FirstDay.AddDays(day - 1), new TimeOnly(8, 0), TimeSpan.Zero), "users/ann", "spring", () => "made");

    public static Aggregate<Campaign> Planned(params IEnumerable<IMessage> events)
    {
        var campaign = new Aggregate<Campaign>(Name);
        campaign.Happens(1, events.Prepend(new CampaignCreated { Campaign = new Campaign { DisplayName = "Spring", StartDate = Day(1) } }));
        return campaign;
    }

    public static Aggregate<Campaign> Running(params IEnumerable<IMessage> events) => Planned(events.Append(new CampaignStarted()));

    public static void Happens(this Aggregate<Campaign> campaign, int day, params IEnumerable<IMessage> events)
    {
        foreach (var message in events.ToList())
            campaign.Apply(new Recorded(message, campaign.Version + 1, On(day).Time), CampaignDecider.Evolve);
    }
}
