using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Decides what happens to a scorecard, and folds what has happened.</summary>
public static class ScorecardDecider
{
    private const int Whole = 10_000;

    public static IEnumerable<IMessage> Set(Aggregate<SupplierScorecard> scorecard, SetSupplierScorecardRequest request, DecisionContext context)
    {
        MustBeWhole(request.Criteria);
        var set = new SupplierScorecardSet
        {
            DisplayName = request.DisplayName,
            Criteria = { request.Criteria },
            KeepBps = request.HasKeepBps ? request.KeepBps : Standings.DefaultKeepBps,
            BarBelowBps = request.BarBelowBps,
        };
        return scorecard.Version > 0 && Of(scorecard.Root).Equals(set) ? [] : [set];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<SupplierScorecard> scorecard, Recorded recorded)
    {
        if (recorded.Message is not SupplierScorecardSet set)
            throw new UnreachableException($"{scorecard.Name} has an event that no scorecard can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        var root = scorecard.Root;
        (root.DisplayName, root.KeepBps, root.BarBelowBps) = (set.DisplayName, set.KeepBps, set.BarBelowBps);
        root.Criteria.Clear();
        root.Criteria.Add(set.Criteria.Clone());
    }

    /// <exception cref="Refusal">A criterion is there twice, or the weights do not sum to the whole.</exception>
    internal static void MustBeWhole(IReadOnlyCollection<Criterion> criteria)
    {
        MustBeDistinct(criteria.Select(criterion => criterion.CriterionId), "criteria");
        if (criteria.Sum(criterion => criterion.WeightBps) is not Whole and var sum)
            throw new Refusal(ErrorReason.SupplierWeightsSum, "criteria", ("sum", sum));
    }

    internal static void MustBeDistinct(IEnumerable<string> criteria, string field)
    {
        var seen = new HashSet<string>();
        foreach (var criterion in criteria.Where(criterion => !seen.Add(criterion)))
            throw new Refusal(ErrorReason.SupplierCriterionRepeated, field, ("criterion", criterion));
    }

    private static SupplierScorecardSet Of(SupplierScorecard scorecard) => new()
    {
        DisplayName = scorecard.DisplayName,
        Criteria = { scorecard.Criteria },
        KeepBps = scorecard.KeepBps,
        BarBelowBps = scorecard.BarBelowBps,
    };
}
