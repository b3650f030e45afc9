using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class Reviewing(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_budget_is_active_once_another_principal_has_approved_it()
    {
        var name = (await Server.DraftAsync(OfLines(("content", 60), ("traffic", 40)))).Name;

        var submitted = await Operator.SubmitBudgetAsync(new() { Name = name });
        (submitted.State, submitted.Submitter).ShouldBe((State.PendingApproval, "acme-ops"));
        var approved = await Approver.ApproveBudgetAsync(new() { Name = name });
        (approved.State, approved.Reviewer, approved.Balance(0), approved.Balance(1)).ShouldBe((State.Active, "acme-boss", (0, 0, 60), (0, 0, 40)));
        (await Server.LedgerMustGiveTheLinesAsync(name)).Select(entry => (entry.Kind, entry.Line, entry.AmountMicros, entry.Principal))
            .ShouldBe([(LedgerEntry.Types.Kind.Allocated, "content", 60, "acme-boss"), (LedgerEntry.Types.Kind.Allocated, "traffic", 40, "acme-boss")]);
    }

    [Fact]
    public async Task Who_submitted_can_neither_approve_nor_reject()
    {
        var name = (await Server.DraftAsync(OfLines(("content", 1)))).Name;
        await Operator.SubmitBudgetAsync(new() { Name = name });

        (await Operator.ApproveBudgetAsync(new() { Name = name }).Refused(ErrorReason.SeparationOfDuties)).Info.Metadata["principal"].ShouldBe("acme-ops");
        await Operator.RejectBudgetAsync(new() { Name = name, Reason = "no" }).Refused(ErrorReason.SeparationOfDuties);
        (await Server.GetAsync(name)).State.ShouldBe(State.PendingApproval);
    }

    [Fact]
    public async Task A_rejected_budget_says_why_and_can_be_submitted_again()
    {
        var name = (await Server.DraftAsync(OfLines(("content", 1)))).Name;
        await Operator.SubmitBudgetAsync(new() { Name = name });

        var rejected = await Approver.RejectBudgetAsync(new() { Name = name, Reason = "too dear" });
        (rejected.State, rejected.StateReason, rejected.Reviewer).ShouldBe((State.Rejected, "too dear", "acme-boss"));
        (await Operator.SubmitBudgetAsync(new() { Name = name })).StateReason.ShouldBe("");
        (await Approver.ApproveBudgetAsync(new() { Name = name })).State.ShouldBe(State.Active);
    }

    [Fact]
    public async Task A_repeat_without_a_request_id_changes_nothing()
    {
        var name = (await Server.DraftAsync(OfLines(("content", 1)))).Name;
        var submitted = await Operator.SubmitBudgetAsync(new() { Name = name });
        (await Operator.SubmitBudgetAsync(new() { Name = name })).ShouldBe(submitted);
        var approved = await Approver.ApproveBudgetAsync(new() { Name = name });
        (await Approver.ApproveBudgetAsync(new() { Name = name })).ShouldBe(approved);
        var closed = await Operator.CloseBudgetAsync(new() { Name = name, Reason = "done" });
        (await Operator.CloseBudgetAsync(new() { Name = name, Reason = "again" })).ShouldBe(closed);
    }

    [Fact]
    public async Task What_does_not_fit_the_state_is_refused_with_the_state_that_is_needed()
    {
        var name = (await Server.DraftAsync(OfLines(("content", 1)))).Name;
        var error = await Approver.ApproveBudgetAsync(new() { Name = name }).Refused(ErrorReason.BudgetState);
        (error.Info.Metadata["state"], error.Info.Metadata["needed"]).ShouldBe(("DRAFT", "PENDING_APPROVAL"));
        error.Detail<Google.Rpc.PreconditionFailure>().ShouldNotBeNull().Violations.ShouldHaveSingleItem().Type.ShouldBe("BUDGET_STATE");
        await Operator.ReserveFundsAsync(new() { Parent = name, Line = "content", AmountMicros = 1 }).Refused(ErrorReason.BudgetState);
    }

    [Fact]
    public async Task A_budget_with_open_holds_stays_open_and_a_closed_one_stays_closed()
    {
        var budget = await Server.ActiveAsync(("content", 10));
        var hold = await Server.ReserveAsync(budget, 4);
        (await Operator.CloseBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.ReservationsOpen)).Info.Metadata["count"].ShouldBe("1");

        await Operator.ReleaseReservationAsync(new() { Name = hold.Name });
        var closed = await Operator.CloseBudgetAsync(new() { Name = budget.Name, Reason = "year over" });
        (closed.State, closed.StateReason, closed.OpenReservationCount).ShouldBe((State.Closed, "year over", 0));
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 }).Refused(ErrorReason.BudgetState);
        await Operator.SubmitBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.BudgetState);
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).Count.ShouldBe(3, "the ledger stays readable");
    }
}
