using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>The funnels that every workspace has: those of the operation plans.</summary>
public static class BuiltInFunnels
{
    public static BuiltIns<FunnelModel> All { get; } = new(
        New("three-stage", "Three stages", "From a play over a consultation to an order, looked at every week (MET-03).", ("view", "plays", null), ("consult", "consultations", null), ("buy", "orders", null)),
        New("wechat", "WeChat", "From reading to buying again in the mini program (MET-04).", ("read", "reads", null), ("browse", "mini-program-clicks", 2000), ("order", "mini-program-orders", 1200), ("repurchase", "mini-program-reorders", 4000)),
        New("closed-loop-four", "Closed loop of four", "Seeding, fission, intake into the private domain, and transaction (MET-05).", ("seeding", "plays", null), ("fission", "forwards", null), ("intake", "private-intakes", null), ("transaction", "orders", null)),
        New("closed-loop-three", "Closed loop of three", "Seeding, fission, and transaction (MET-05).", ("seeding", "plays", null), ("fission", "forwards", null), ("transaction", "orders", null)),
        New("interaction-chain", "Interaction chain", "From interaction over a purchase to the next (MET-29, EVA-02).", ("interaction", "interactions", null), ("conversion", "buyers", null), ("repurchase", "repeat-buyers", null)),
        New("private-lifecycle", "Acquisition to referral", "How many of each stage of AARRR go on; KPI sets judge the stages by the plan's targets (MET-11).", ("acquisition", "acquired-users", null), ("activation", "week-retained-users", null), ("retention", "monthly-active-users", null), ("revenue", "buyers", null), ("referral", "referring-users", null)));

    private static FunnelModel New(string id, string displayName, string description, params (string Stage, string Metric, int? TargetBps)[] stages)
    {
        var model = new FunnelModel { Name = id, DisplayName = displayName, Description = description, BuiltIn = true };
        foreach (var (stage, metric, target) in stages)
        {
            var made = new FunnelStage { Stage = stage, Metric = metric };
            if (target is { } bps)
                made.TargetBps = bps;
            model.Stages.Add(made);
        }

        return model;
    }
}
