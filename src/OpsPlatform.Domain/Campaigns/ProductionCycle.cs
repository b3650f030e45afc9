using OpsPlatform.Campaigns.V1;
using Code = OpsPlatform.Campaigns.V1.CycleFinding.Types.Code;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>Whether a production cycle has to change, by three rates and by what is in reserve (CAM-06).</summary>
public static class ProductionCycle
{
    private const int DefaultThresholdBps = 2_000;
    private const int Whole = 10_000;

    public static CycleAssessment Of(AssessCycleRequest request)
    {
        var threshold = request.ThresholdBps == 0 ? DefaultThresholdBps : request.ThresholdBps;
        var assessment = new CycleAssessment();
        foreach (var (rate, bps) in new[] { ("content_demand", request.ContentDemandChangeBps), ("user_feedback", request.UserFeedbackChangeBps), ("platform_rule", request.PlatformRuleChangeBps) })
        {
            if (bps > threshold)
                assessment.Findings.Add(new CycleFinding { Code = Code.CycleReview, Rate = rate });
        }

        if (request.PlannedCount == 0)
            return assessment;
        assessment.ReserveBps = (int)Math.Min(request.ReadyCount * (long)Whole / request.PlannedCount, int.MaxValue);
        if (request.ReadyCount < request.PlannedCount)
            assessment.Findings.Add(new CycleFinding { Code = Code.LowReserve });
        return assessment;
    }
}
