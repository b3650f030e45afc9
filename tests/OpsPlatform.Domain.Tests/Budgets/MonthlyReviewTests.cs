using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class MonthlyReviewTests
{
    [Fact, Trait("row", "BUD-11")]
    public void A_month_is_reviewed_once_it_is_over_and_the_next_one_follows()
    {
        Review(Scenario.Given(Story.Active), "2026-03").ThenRefused(ErrorReason.ReviewNotNext, "review_id", ("month", "2026-03"), ("next", "2026-03"));
        var over = Scenario.Given(Story.Active).After(TimeSpan.FromDays(1));
        Review(over, "2026-04").ThenRefused(ErrorReason.ReviewNotNext, "review_id", ("month", "2026-04"), ("next", "2026-03"));
        var outcome = Review(over, "2026-03");
        outcome.Then(new BudgetReviewed { MonthStartDate = Story.Day(2026, 3, 1), Findings = "as planned", Reviewer = Story.Alice });

        var budget = outcome.Folded();
        budget.Root.NextReviewMonth.ShouldBe(Story.Day(2026, 4, 1));
        var review = budget.Find<BudgetReview>("reviews/2026-03").ShouldNotBeNull();
        (review.MonthStartDate, review.Findings, review.Reviewer).ShouldBe((Story.Day(2026, 3, 1), "as planned", Story.Alice));
    }

    [Theory, Trait("row", "BUD-11")]
    [InlineData("2026-03-31T23:59:59Z", false)]
    [InlineData("2026-04-01T00:00:00Z", true)]
    [InlineData("2027-08-01T00:00:00Z", true)]
    public void A_month_that_is_over_without_a_review_is_warned_of(string time, bool isDue)
    {
        var budget = Scenario.Given(Story.Active).Budget.Root;
        var judged = BudgetReviews.Judged(budget, DateTimeOffset.Parse(time));
        judged.Warnings.Count(warning => warning.Code == BudgetWarning.Types.Code.ReviewDue).ShouldBe(isDue ? 1 : 0);
        budget.Warnings.ShouldBeEmpty("what is shown is not stored");
    }

    [Theory, Trait("row", "BUD-11")]
    [InlineData("2025-11-05", "2026-01")]
    [InlineData("2026-07-31", "2026-07")]
    [InlineData("2028-02-01", "2026-12")]
    public void The_first_month_is_that_of_the_approval_or_the_periods_nearest(string approved, string month)
    {
        var time = DateTimeOffset.Parse($"{approved}T12:00:00Z");
        var budget = Scenario.Given(Story.Submitted).Budget;
        budget.Fold(new BudgetApproved { Reviewer = Story.Bob }, time);
        $"{budget.Root.NextReviewMonth.Year:0000}-{budget.Root.NextReviewMonth.Month:00}".ShouldBe(month);
    }

    [Fact, Trait("row", "BUD-11")]
    public void After_the_periods_last_month_nothing_is_due()
    {
        var budget = Scenario.Given([.. Story.Active, new BudgetReviewed { MonthStartDate = Story.Day(2026, 12, 1) }]);
        BudgetReviews.Judged(budget.Budget.Root, Story.Now.AddYears(3)).Warnings.ShouldBeEmpty();
        Review(budget.After(TimeSpan.FromDays(1_000)), "2027-01").Refusal!.Reason.ShouldBe(ErrorReason.ReviewNotNext);
    }

    [Fact, Trait("row", "BUD-11")]
    public void Only_an_active_budget_is_reviewed()
    {
        Review(Scenario.Given(Story.Closed).After(TimeSpan.FromDays(1)), "2026-03").Refusal!.Reason.ShouldBe(ErrorReason.BudgetState);
        BudgetReviews.Judged(Scenario.Given(Story.Closed).Budget.Root, Story.Now.AddYears(1)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_month_of_the_calendar_is_never_over()
    {
        var open = Story.ByHand();
        (open.PeriodStartDate, open.PeriodEndDate) = (Story.Day(9999, 12, 1), null);
        var budget = Scenario.Given([new BudgetCreated { Budget = open }, new BudgetApproved()]).Budget.Root;
        BudgetReviews.Judged(budget, Story.Now).ShouldBeSameAs(budget);
    }

    private static Outcome Review(Scenario scenario, string month) =>
        scenario.When(BudgetDecider.RecordReview, new RecordBudgetReviewRequest { ReviewId = month, Findings = "as planned" });
}
