using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class ReviewTests
{
    private static readonly SubmitBudgetRequest _submit = new();
    private static readonly ApproveBudgetRequest _approve = new();
    private static readonly RejectBudgetRequest _reject = new() { Reason = "too much" };
    private static readonly CloseBudgetRequest _close = new() { Reason = "done" };

    [Fact]
    public void A_draft_is_submitted()
    {
        var outcome = Scenario.Given(Story.Drafted).When(BudgetDecider.Submit, _submit);
        outcome.Then(new BudgetSubmitted { Submitter = Story.Alice });
        outcome.Folded().Root.State.ShouldBe(State.PendingApproval);
    }

    [Fact]
    public void A_rejected_budget_is_submitted_again_and_its_reason_forgotten()
    {
        var budget = Scenario.Given(Story.Rejected).When(BudgetDecider.Submit, _submit, Story.Bob).Folded().Root;
        (budget.State, budget.Submitter, budget.StateReason).ShouldBe((State.PendingApproval, Story.Bob, ""));
    }

    [Fact]
    public void Submitting_what_is_past_that_is_refused()
    {
        Scenario.Given(Story.Active).When(BudgetDecider.Submit, _submit)
            .ThenRefused(ErrorReason.BudgetState, "", ("state", "ACTIVE"), ("needed", "DRAFT/REJECTED"));
        Scenario.Given(Story.Closed).When(BudgetDecider.Submit, _submit)
            .ThenRefused(ErrorReason.BudgetState, "", ("state", "CLOSED"), ("needed", "DRAFT/REJECTED"));
    }

    [Fact]
    public void Another_principal_approves_and_every_line_gets_its_money()
    {
        var outcome = Scenario.Given(Story.Submitted).When(BudgetDecider.Approve, _approve, Story.Bob);
        outcome.Then(new BudgetApproved { Reviewer = Story.Bob }, Story.Allocated("content", 600), Story.Allocated("traffic", 400));

        var budget = outcome.Folded();
        (budget.Root.State, budget.Root.Reviewer).ShouldBe((State.Active, Story.Bob));
        budget.Line("content").ShouldHave(held: 0, spent: 0, left: 600);
    }

    [Fact]
    public void A_line_without_money_is_not_allocated()
    {
        var created = new BudgetCreated { Budget = Story.ByHand() };
        created.Budget.Lines.Add(new BudgetLine { LineId = "later" });
        Scenario.Given(created, new BudgetSubmitted { Submitter = Story.Alice }).When(BudgetDecider.Approve, _approve, Story.Bob)
            .Events.OfType<FundsAllocated>().Select(allocated => allocated.Line).ShouldBe(["content", "traffic"]);
    }

    [Fact]
    public void Who_submitted_can_neither_approve_nor_reject()
    {
        Scenario.Given(Story.Submitted).When(BudgetDecider.Approve, _approve).ThenRefused(ErrorReason.SeparationOfDuties, "", ("principal", Story.Alice));
        Scenario.Given(Story.Submitted).When(BudgetDecider.Reject, _reject).ThenRefused(ErrorReason.SeparationOfDuties, "", ("principal", Story.Alice));
    }

    [Fact]
    public void Another_principal_rejects_with_a_reason()
    {
        var outcome = Scenario.Given(Story.Submitted).When(BudgetDecider.Reject, _reject, Story.Bob);
        outcome.Then(new BudgetRejected { Reviewer = Story.Bob, Reason = "too much" });

        var budget = outcome.Folded().Root;
        (budget.State, budget.Reviewer, budget.StateReason).ShouldBe((State.Rejected, Story.Bob, "too much"));
    }

    [Fact]
    public void Only_what_was_submitted_is_reviewed()
    {
        Scenario.Given(Story.Drafted).When(BudgetDecider.Approve, _approve, Story.Bob)
            .ThenRefused(ErrorReason.BudgetState, "", ("state", "DRAFT"), ("needed", "PENDING_APPROVAL"));
        Scenario.Given(Story.Active).When(BudgetDecider.Reject, _reject, Story.Bob)
            .ThenRefused(ErrorReason.BudgetState, "", ("state", "ACTIVE"), ("needed", "PENDING_APPROVAL"));
    }

    public static TheoryData<State> Open => [State.Draft, State.PendingApproval, State.Rejected, State.Active];

    [Theory, MemberData(nameof(Open))]
    public void A_budget_is_closed_from_every_other_state(State state)
    {
        var outcome = Scenario.Given(In(state)).When(BudgetDecider.Close, _close);
        outcome.Then(new BudgetClosed { Reason = "done" });

        var budget = outcome.Folded().Root;
        (budget.State, budget.StateReason).ShouldBe((State.Closed, "done"));
    }

    [Fact]
    public void Closing_with_open_holds_is_refused() =>
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 1), Story.Reserved("r2", 1)]).When(BudgetDecider.Close, _close)
            .ThenRefused(ErrorReason.ReservationsOpen, "", ("count", 2));

    [Fact]
    public void Closing_after_the_last_hold_has_gone_is_fine() =>
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 2), Story.Captured("r1", 1), Story.Released("r1", 1)]).When(BudgetDecider.Close, _close)
            .Then(new BudgetClosed { Reason = "done" });

    [Fact]
    public void A_repeat_changes_nothing()
    {
        Scenario.Given(Story.Submitted).When(BudgetDecider.Submit, _submit, Story.Bob).ThenNothing();
        Scenario.Given(Story.Active).When(BudgetDecider.Approve, _approve, Story.Alice).ThenNothing();
        Scenario.Given(Story.Rejected).When(BudgetDecider.Reject, _reject, Story.Alice).ThenNothing();
        Scenario.Given(Story.Closed).When(BudgetDecider.Close, _close).ThenNothing();
    }

    private static IMessage[] In(State state) => state switch
    {
        State.Draft => Story.Drafted,
        State.PendingApproval => Story.Submitted,
        State.Rejected => Story.Rejected,
        _ => Story.Active,
    };
}
