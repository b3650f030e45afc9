using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>What evaluations come to. Whole numbers throughout, so that every node and every replay finds the same.</summary>
public static class Standings
{
    internal const int DefaultKeepBps = 9_000;
    private const int Whole = 10_000;
    private const int NewestWeight = 1_000_000;
    private const int BpsOfGrade = 1_000;

    /// <summary>A tenth of the scale a grade, 0 counting as the lowest: 73 of 100 is grade 8 (SUP-02).</summary>
    public static int Grade(int scoreBps) => Math.Max(1, (scoreBps + BpsOfGrade - 1) / BpsOfGrade);

    /// <param name="evaluations">One a month, the oldest first; at least one.</param>
    public static Standing Of(string supplier, IEnumerable<(DateOnly Month, int ScoreBps)> evaluations, int keepBps, int barBelowBps)
    {
        var newestFirst = evaluations.Reverse().ToArray();
        var ages = newestFirst.Select(evaluation => Months(newestFirst[0].Month) - Months(evaluation.Month)).ToArray();
        var weights = ages.Select(age => Weight(age, keepBps)).ToArray();
        var shares = LargestRemainder.Split(Whole, weights);
        var score = Weighted(newestFirst.Zip(weights, (evaluation, weight) => (evaluation.ScoreBps, weight)));
        return new Standing
        {
            Supplier = supplier,
            ScoreBps = score,
            Grade = Grade(score),
            Barred = score < barBelowBps,
            BarBelowBps = barBelowBps,
            KeepBps = keepBps,
            Parts = { newestFirst.Select((evaluation, at) => new StandingPart { MonthStartDate = evaluation.Month.ToDate(), ScoreBps = evaluation.ScoreBps, ShareBps = (int)shares[at], AgeMonths = ages[at] }) },
            SkippedMonthCount = ages[^1] + 1 - ages.Length,
        };
    }

    /// <summary>How the suppliers would stand with these weights, the best first.</summary>
    public static SimulateStandingResponse Simulate(IEnumerable<Supplier> suppliers, SimulateStandingRequest request)
    {
        ScorecardDecider.MustBeWhole(request.Criteria);
        var keep = request.HasKeepBps ? request.KeepBps : DefaultKeepBps;
        var rows = suppliers.Where(supplier => supplier.Standing is not null && (request.Category == SupplierCategory.Unspecified || supplier.Category == request.Category))
            .Select(supplier => Simulated(supplier, request.Criteria, keep)).ToArray();
        foreach (var row in rows)
        {
            row.Rank = 1 + rows.Count(other => other.ScoreBps > row.ScoreBps);
            row.SimulatedRank = 1 + rows.Count(other => other.SimulatedScoreBps > row.SimulatedScoreBps);
        }

        return new SimulateStandingResponse { Standings = { rows.OrderBy(row => row.SimulatedRank).ThenBy(row => row.Supplier, StringComparer.Ordinal) } };
    }

    /// <summary>The mean of scores by their weights, half a basis point rounded up.</summary>
    internal static int Weighted(IEnumerable<(int ScoreBps, int Weight)> scores)
    {
        var (sum, weights) = scores.Aggregate((Sum: 0L, Weights: 0L), (total, score) => (total.Sum + ((long)score.ScoreBps * score.Weight), total.Weights + score.Weight));
        return (int)((sum + (weights / 2)) / weights);
    }

    private static SimulatedStanding Simulated(Supplier supplier, IReadOnlyCollection<Criterion> criteria, int keepBps)
    {
        var evaluations = supplier.Evaluations
            .Where(evaluation => criteria.All(criterion => evaluation.Scores.Any(score => score.CriterionId == criterion.CriterionId)))
            .Select(evaluation => (evaluation.MonthStartDate.ToDay(), Weighted(criteria.Select(criterion => (evaluation.Scores.First(score => score.CriterionId == criterion.CriterionId).ScoreBps, criterion.WeightBps)))))
            .ToArray();
        return new SimulatedStanding
        {
            Supplier = supplier.Name,
            ScoreBps = supplier.Standing.ScoreBps,
            SimulatedScoreBps = evaluations.Length == 0 ? 0 : Of(supplier.Name, evaluations, keepBps, barBelowBps: 0).ScoreBps,
            LeftOutCount = supplier.Evaluations.Count - evaluations.Length,
        };
    }

    /// <summary>Of an evaluation that is so many months older than the newest.</summary>
    private static int Weight(int age, int keepBps)
    {
        long weight = NewestWeight;
        for (var month = 0; month < age && weight > 0; month++)
            weight = weight * keepBps / Whole;
        return (int)weight;
    }

    private static int Months(DateOnly month) => (month.Year * 12) + month.Month;
}
