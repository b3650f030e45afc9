using OpsPlatform.Campaigns.V1;
using Correction = OpsPlatform.Campaigns.V1.Experiment.Types.Correction;
using Decision = OpsPlatform.Campaigns.V1.ExperimentResult.Types.Decision;
using Reason = OpsPlatform.Campaigns.V1.ExperimentResult.Types.Reason;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>What comes out of an experiment: each variant against the first, with a correction for how many there are (EVA-05, EVA-06).</summary>
public static class ExperimentResults
{
    private const int Whole = 10_000;

    /// <param name="experiment">Every variant of which has trials.</param>
    /// <param name="told">What else it is judged by, with nothing else set.</param>
    public static ExperimentResult Of(Experiment experiment, ExperimentResult? told = null)
    {
        var result = told?.Clone() ?? new ExperimentResult();
        var comparisons = experiment.Variants.Skip(1).Select(variant => Compare(experiment, experiment.Variants[0], variant)).ToArray();
        Adjust(comparisons, experiment.Correction);
        var alpha = 1 - ((double)experiment.ConfidenceBps / Whole);
        foreach (var comparison in comparisons)
            comparison.Significant = comparison.AdjustedPValue < alpha;

        var better = comparisons.Where(comparison => comparison.Significant && IsAbove(experiment, comparison.VariantId)).ToArray();
        var best = better.Where(comparison => !comparison.HasUpliftBps || comparison.UpliftBps >= experiment.LeastUpliftBps)
            .OrderByDescending(comparison => Rate(Find(experiment, comparison.VariantId))).FirstOrDefault();
        result.Comparisons.Add(comparisons);
        result.Reason = 0 switch
        {
            _ when better.Length == 0 => Reason.NotSignificant,
            _ when best is null => Reason.UpliftTooSmall,
            _ when experiment.HasLeastFeedbackBps && result.FeedbackBps < experiment.LeastFeedbackBps => Reason.FeedbackTooLow,
            _ when experiment.HasMostResourceBps && result.ResourceBps > experiment.MostResourceBps => Reason.ResourcesTooHigh,
            _ => Reason.Unspecified,
        };
        (result.Decision, result.VariantId) = result.Reason == Reason.Unspecified ? (Decision.Adopt, best!.VariantId) : (Decision.NoChange, "");
        return result;
    }

    private static VariantComparison Compare(Experiment experiment, Variant baseline, Variant variant)
    {
        var (test, pValue) = ProportionTest.Compare(baseline, variant);
        var together = 1 - ((1 - ((double)experiment.ConfidenceBps / Whole)) / (experiment.Variants.Count - 1));
        var (low, high) = ProportionTest.Difference(baseline, variant, together);
        var comparison = new VariantComparison
        {
            VariantId = variant.VariantId,
            RateBps = Bps(Rate(variant)),
            BaselineRateBps = Bps(Rate(baseline)),
            DifferenceLowBps = Bps(low),
            DifferenceHighBps = Bps(high),
            Test = test,
            PValue = pValue,
        };
        if (baseline.SuccessCount > 0)
            comparison.UpliftBps = (int)Math.Clamp(Math.Round(((Rate(variant) / Rate(baseline)) - 1) * Whole), int.MinValue, int.MaxValue);
        return comparison;
    }

    /// <summary>From the smallest on, each as many times as there are left (Holm), or all as many times as there are (Bonferroni); none below one before it.</summary>
    private static void Adjust(VariantComparison[] comparisons, Correction correction)
    {
        var floor = 0.0;
        foreach (var (index, comparison) in comparisons.OrderBy(comparison => comparison.PValue).Index())
        {
            var times = correction == Correction.Bonferroni ? comparisons.Length : comparisons.Length - index;
            comparison.AdjustedPValue = floor = Math.Max(floor, Math.Min(comparison.PValue * times, 1));
        }
    }

    private static bool IsAbove(Experiment experiment, string variantId) => Rate(Find(experiment, variantId)) > Rate(experiment.Variants[0]);

    private static Variant Find(Experiment experiment, string variantId) => experiment.Variants.Single(variant => variant.VariantId == variantId);

    private static double Rate(Variant variant) => (double)variant.SuccessCount / variant.TrialCount;

    private static int Bps(double share) => (int)Math.Round(share * Whole);
}
