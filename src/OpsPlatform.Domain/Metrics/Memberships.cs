using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>What members get who pay by the month, the quarter or the year (MET-14, FAN-03).</summary>
public static class Memberships
{
    private static readonly Dictionary<MembershipTier, (int Months, string[] Rights)> _tiers = new()
    {
        [MembershipTier.Monthly] = (1, ["member-price", "member-content"]),
        [MembershipTier.Quarterly] = (3, ["priority-service"]),
        [MembershipTier.Yearly] = (12, ["yearly-gift", "member-events"]),
    };

    public static MembershipPlan Of(PlanMembershipRequest request) => new()
    {
        Tier = request.Tier,
        StartDate = request.StartDate,
        EndDate = MetricRange.Later(request.StartDate.ToDay(), _tiers[request.Tier].Months).ToDate(),
        Rights = { _tiers.Where(tier => tier.Key <= request.Tier).SelectMany(tier => tier.Value.Rights) },
    };
}
