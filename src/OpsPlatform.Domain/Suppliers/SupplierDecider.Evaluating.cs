using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

public static partial class SupplierDecider
{
    /// <summary>Three years: what is older has decayed, and stays in the events.</summary>
    private const int MostEvaluations = 36;

    /// <param name="scorecard">The one that the request names, as it is now.</param>
    public static IEnumerable<IMessage> Evaluate(Aggregate<Supplier> supplier, EvaluateSupplierRequest request, SupplierScorecard scorecard, DecisionContext context)
    {
        SupplierGate.MustBeThere(supplier.Root);
        var month = request.MonthDate.ToDay();
        month = new DateOnly(month.Year, month.Month, 1);
        MustHaveCome(new DateTimeOffset(month, TimeOnly.MinValue, TimeSpan.Zero), "month_date", context);
        var scores = Scored(scorecard, request.Scores);
        var evaluation = new Evaluation
        {
            MonthStartDate = month.ToDate(),
            Scorecard = scorecard.Name,
            Scores = { scores },
            ScoreBps = Standings.Weighted(scores.Select(score => (score.ScoreBps, score.WeightBps))),
            Note = request.Note,
            Evaluator = context.Principal,
            EvaluateTime = context.Time.ToTimestamp(),
        };
        return [new SupplierEvaluated { Evaluation = evaluation, KeepBps = scorecard.KeepBps, BarBelowBps = scorecard.BarBelowBps }];
    }

    private static List<Score> Scored(SupplierScorecard scorecard, IReadOnlyCollection<Score> given)
    {
        ScorecardDecider.MustBeDistinct(given.Select(score => score.CriterionId), "scores");
        foreach (var score in given.Where(score => scorecard.Criteria.All(criterion => criterion.CriterionId != score.CriterionId)))
            throw new Refusal(ErrorReason.SupplierCriterionUnknown, "scores", ("criterion", score.CriterionId), ("known", string.Join(", ", scorecard.Criteria.Select(criterion => criterion.CriterionId))));
        return
        [
            .. scorecard.Criteria.Select(criterion => given.FirstOrDefault(score => score.CriterionId == criterion.CriterionId) is { } score
                ? new Score { CriterionId = criterion.CriterionId, WeightBps = criterion.WeightBps, ScoreBps = score.ScoreBps }
                : throw new Refusal(ErrorReason.SupplierScoresIncomplete, "scores", ("missing", criterion.CriterionId))),
        ];
    }

    private static void Fold(Supplier supplier, SupplierEvaluated evaluated)
    {
        var evaluations = supplier.Evaluations.Where(earlier => !earlier.MonthStartDate.Equals(evaluated.Evaluation.MonthStartDate))
            .Append(evaluated.Evaluation.Clone()).OrderBy(evaluation => evaluation.MonthStartDate.ToDay()).TakeLast(MostEvaluations).ToArray();
        supplier.Evaluations.Clear();
        supplier.Evaluations.Add(evaluations);
        supplier.Standing = Standings.Of(supplier.Name, evaluations.Select(evaluation => (evaluation.MonthStartDate.ToDay(), evaluation.ScoreBps)), evaluated.KeepBps, evaluated.BarBelowBps);
        supplier.Grade = supplier.Standing.Grade;
    }
}
