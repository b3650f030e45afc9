using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using Comparison = OpsPlatform.Campaigns.V1.Measure.Types.Comparison;
using MilestoneState = OpsPlatform.Campaigns.V1.Milestone.Types.State;

namespace OpsPlatform.Domain.Campaigns;

public static partial class CampaignDecider
{
    public static IEnumerable<IMessage> ReachMilestone(Aggregate<Campaign> campaign, ReachMilestoneRequest request, DecisionContext context)
    {
        var plan = RunningPlan(campaign.Root);
        var milestone = Find(plan, request.MilestoneId);
        MustBeAsked(milestone, request);
        if (milestone.State == MilestoneState.Reached)
            return [];
        if (milestone.Forerunners.FirstOrDefault(id => Find(plan, id).State != MilestoneState.Reached) is { } open)
            throw new Refusal(ErrorReason.PlanForerunnerOpen, "milestone_id", ("milestone", milestone.MilestoneId), ("open", open));

        var shortfalls = milestone.Measures.Select(measure => Shortfall(measure, request)).ToArray();
        var unmet = milestone.Requirements.Except(request.MetRequirements).ToArray();
        return
        [
            new PlanMilestoneAssessed
            {
                MilestoneId = milestone.MilestoneId,
                State = Judge(shortfalls.Length, shortfalls.Count(shortfall => shortfall is null), milestone.Requirements.Count, unmet.Length),
                Values = { request.Values },
                MetRequirements = { request.MetRequirements },
                Missing = { shortfalls.OfType<string>().Concat(unmet) },
                Late = new WorkingDays(plan.Calendar).Today(context.Time) > milestone.DueDate.ToDay(),
                Evidence = request.Evidence,
            },
        ];
    }

    /// <summary>What is counted decides between PARTIAL and MISSED; where nothing is, what is judged does.</summary>
    private static MilestoneState Judge(int measures, int met, int requirements, int unmet) => (measures, met, unmet) switch
    {
        _ when met == measures && unmet == 0 => MilestoneState.Reached,
        ( > 0, 0, _) => MilestoneState.Missed,
        (0, _, _) when unmet == requirements => MilestoneState.Missed,
        _ => MilestoneState.Partial,
    };

    /// <summary>The measure, with the number of the value that falls short where several are wanted; null when none does.</summary>
    private static string? Shortfall(Measure measure, ReachMilestoneRequest request)
    {
        var values = request.Values.FirstOrDefault(given => given.MeasureId == measure.MeasureId)?.Values ?? [];
        var wanted = Math.Max(measure.ValueCount, 1);
        for (var index = 0; index < wanted; index++)
        {
            if (index >= values.Count || !Meets(values[index], measure))
                return wanted == 1 ? measure.MeasureId : $"{measure.MeasureId}[{index + 1}]";
        }

        return null;
    }

    private static bool Meets(long value, Measure measure) => measure.Comparison switch
    {
        Comparison.AtMost => value <= measure.Target,
        Comparison.Above => value > measure.Target,
        Comparison.Below => value < measure.Target,
        _ => value >= measure.Target,
    };

    private static void MustBeAsked(Milestone milestone, ReachMilestoneRequest request)
    {
        PlanChecks.MustDiffer("measure", request.Values.Select(value => value.MeasureId), "values");
        if (request.Values.Select(value => value.MeasureId).Except(milestone.Measures.Select(measure => measure.MeasureId)).FirstOrDefault() is { } measure)
            throw new Refusal(ErrorReason.PlanPartUnknown, "values", ("kind", "measure"), ("id", measure));
        if (request.MetRequirements.Except(milestone.Requirements).FirstOrDefault() is { } requirement)
            throw new Refusal(ErrorReason.PlanPartUnknown, "met_requirements", ("kind", "requirement"), ("id", requirement));
    }

    private static Milestone Find(Plan plan, string id) =>
        plan.Milestones.FirstOrDefault(milestone => milestone.MilestoneId == id) ?? throw new Refusal(ErrorReason.PlanPartUnknown, "milestone_id", ("kind", "milestone"), ("id", id));
}
