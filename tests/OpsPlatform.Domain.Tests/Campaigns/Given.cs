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
