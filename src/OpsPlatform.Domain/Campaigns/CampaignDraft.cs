using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using SmartElement = OpsPlatform.Campaigns.V1.Goal.Types.SmartElement;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>What a caller may say of a campaign: only what describes it, consistent, and with what follows from it.</summary>
internal static class CampaignDraft
{
    /// <summary>What describes a campaign and nothing else.</summary>
    public static readonly string[] Editable =
        ["display_name", "start_date", "end_date", "goals", "resource_match", "budget", "needed_amount_micros", "currency_code", "labels", "suppliers"];

    /// <summary>As much as its peers reach.</summary>
    private const int DefaultGoalBps = 10_000;

    public static Campaign From(Campaign given)
    {
        var draft = new Campaign();
        Editable.Merge(given, draft);
        if (draft.EndDate?.Near("campaign.end_date") < draft.StartDate.Near("campaign.start_date"))
            throw new Refusal(ErrorReason.CampaignPeriodInvalid, "campaign.end_date", ("start", draft.StartDate.Text()), ("end", draft.EndDate.Text()));
        if (draft.NeededAmountMicros > 0 && draft.CurrencyCode.Length == 0)
            throw new Refusal(ErrorReason.CampaignCurrencyMissing, "campaign.currency_code", ("needed", new Micros(draft.NeededAmountMicros)));

        foreach (var goal in draft.Goals)
        {
            goal.MissingElements.Clear();
            goal.MissingElements.Add(Missing(goal));
        }

        if (draft.ResourceMatch is { } match)
        {
            match.GoalBps = match.GoalBps == 0 ? DefaultGoalBps : match.GoalBps;
            match.UnderResourced = match.ResourceBps * 2L < match.GoalBps;
        }

        return draft;
    }

    /// <summary>A statement that says what exactly is required of every goal.</summary>
    private static IEnumerable<SmartElement> Missing(Goal goal)
    {
        if (goal.Metric.Length == 0 || !goal.HasTarget)
            yield return SmartElement.Measurable;
        if (goal.AchievableBecause.Length == 0)
            yield return SmartElement.Achievable;
        if (goal.RelevantBecause.Length == 0)
            yield return SmartElement.Relevant;
        if (goal.DeadlineDate is null)
            yield return SmartElement.TimeBound;
    }
}
