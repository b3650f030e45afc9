using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>The lifecycle models that every workspace has: those of the operation plans.</summary>
public static class BuiltInLifecycles
{
    private static readonly string[] Nothing = [];

    public static BuiltIns<LifecycleModel> All { get; } = new(
        Free("five-segments", "Five segments", "Built anew every month (MET-12).", ("new", ["seven-day-activation"]), ("active", Nothing), ("silent", ["wake-up-message"]), ("high-value", ["vip-service"]), ("churn-risk", ["win-back-offer"])),
        Free("four-segments", "Four segments", "From newcomers to those who are lost (MET-13).", ("new", ["newcomer-red-packet"]), ("active", ["daily-check-in", "multiplied-points"]), ("silent", ["recommended-content"]), ("lost", ["recall-task"])),
        New(
            "three-stages",
            "Three stages",
            "From awareness to loyalty (MET-14). Whoever loses interest goes a stage back.",
            Stage("awareness", ["interest"], "touch-scenes"),
            Stage("interest", ["awareness", "loyalty"], "newcomer-perk", "growth-tasks"),
            Stage("loyalty", ["interest"], "vip-membership")),
        New(
            "six-stages",
            "Six stages",
            "Each after the one before (MET-15). Churn can come at any time, and who returns begins anew.",
            Stage("awareness", ["interest", "churn"]),
            Stage("interest", ["participation", "churn"]),
            Stage("participation", ["loyalty", "churn"]),
            Stage("loyalty", ["propagation", "churn"]),
            Stage("propagation", ["churn"]),
            Stage("churn", ["awareness"], "win-back-offer")),
        Free("fan-emotion", "Strength of emotion", "How much fans feel (MET-16).", ("light-interest", Nothing), ("medium-recognition", Nothing), ("deep-loyalty", Nothing)),
        Free("fan-identity", "Identity", "What fans are to others (MET-16).", ("ordinary-fan", Nothing), ("core-fan", Nothing), ("opinion-leader", Nothing)),
        Free("fan-interaction", "Mode of interaction", "How fans interact (MET-16).", ("one-way", Nothing), ("two-way", Nothing), ("co-creation", Nothing)));

    private static LifecycleModel New(string id, string displayName, string description, params LifecycleStage[] stages) =>
        new() { Name = id, DisplayName = displayName, Description = description, BuiltIn = true, Stages = { stages } };

    /// <summary>Segments that users move between as they like.</summary>
    private static LifecycleModel Free(string id, string displayName, string description, params (string Stage, string[] Measures)[] stages) => New(
        id,
        displayName,
        description,
        [.. stages.Select(stage => Stage(stage.Stage, [.. stages.Select(other => other.Stage).Where(other => other != stage.Stage)], stage.Measures))]);

    private static LifecycleStage Stage(string stage, string[] next, params string[] measures) => new() { Stage = stage, NextStages = { next }, Measures = { measures } };
}
