using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    public static IEnumerable<IMessage> RecordReview(Aggregate<Budget> budget, RecordBudgetReviewRequest request, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        if (BudgetReviews.Due(budget.Root, context.Time) is not { } due || BudgetReviews.Id(due) != request.ReviewId)
            throw new Refusal(ErrorReason.ReviewNotNext, "review_id", ("month", request.ReviewId), ("next", BudgetReviews.Id(BudgetReviews.Next(budget.Root))));
        return [new BudgetReviewed { MonthStartDate = due.ToDate(), Findings = request.Findings, Reviewer = context.Principal }];
    }

    private static void Fold(Aggregate<Budget> budget, BudgetReviewed reviewed)
    {
        var month = reviewed.MonthStartDate.ToDay();
        budget.Root.NextReviewMonth = month.AddMonths(1).ToDate();
        var review = budget.Change<BudgetReview>($"reviews/{BudgetReviews.Id(month)}");
        review.MonthStartDate = reviewed.MonthStartDate;
        review.Findings = reviewed.Findings;
        review.Reviewer = reviewed.Reviewer;
    }
}
