using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Approvals;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Partners;
using State = OpsPlatform.Approvals.V1.Approval.Types.State;

namespace OpsPlatform.Server.Tests.Approvals;

/// <summary>What a policy puts under four eyes happens when a second principal lets it, as it was first asked, and once. Holds CMP-04.</summary>
public sealed class FourEyes(RunningServer server) : ServerTest(server)
{
    private ApiClient _maker = null!;
    private ApiClient _checker = null!;
    private string _workspace = "";

    public override async ValueTask InitializeAsync()
    {
        _workspace = $"w{Guid.NewGuid():n}"[..20];
        _maker = await Server.ProvisionAsync(_workspace, $"{_workspace}-maker", "*");
        _checker = await Server.ProvisionAsync(_workspace, $"{_workspace}-checker", "*");
        await _maker.Approvals.SetApprovalPolicyAsync(new() { Name = $"workspaces/{_workspace}/policies/closing", Permissions = { "budgets.close" } });
        Server.Clock.Advance(PartnerSteps.Soon);
    }

    [Fact, Trait("row", "CMP-04")]
    public async Task It_waits_runs_when_it_is_approved_and_the_repeat_gets_the_answer()
    {
        var budget = await ActiveAsync();
        var asked = Asked(budget);
        var approval = await HeldAsync(asked);

        (approval.State, approval.Requester, approval.Permission, approval.Resource).ShouldBe((State.Pending, $"{_workspace}-maker", "budgets.close", budget.Name));
        approval.RequestJson.ShouldContain("The season is over.");
        (await GetAsync(budget)).State.ShouldBe(Budget.Types.State.Active);

        var done = await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name });

        (done.State, done.Decider).ShouldBe((State.Done, $"{_workspace}-checker"));
        var closed = await GetAsync(budget);
        (closed.State, closed.StateReason).ShouldBe((Budget.Types.State.Closed, "The season is over."));
        (await _maker.Budgets.CloseBudgetAsync(asked)).ShouldBe(closed);
        var told = (await _maker.Events.ListEventsAsync(new() { Parent = $"workspaces/{_workspace}", Filter = "type = \"budget_closed\"" })).Events.Single();
        told.Principal.ShouldBe($"{_workspace}-maker");
    }

    [Fact]
    public async Task A_policy_for_what_no_rpc_needs_is_a_slip_and_refused()
    {
        var refused = await _maker.Approvals.SetApprovalPolicyAsync(new() { Name = $"workspaces/{_workspace}/policies/slip", Permissions = { "budgets.clsoe" } }).Refused(ErrorReason.PermissionUnknown);
        refused.Info.Metadata["known"].ShouldBe("budgets.close");
    }

    [Fact, Trait("row", "CMP-04")]
    public async Task Who_asked_decides_on_nothing()
    {
        var approval = await HeldAsync(Asked(await ActiveAsync()));
        await _maker.Approvals.ApproveRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.SeparationOfDuties);
        await _maker.Approvals.RejectRequestAsync(new() { Name = approval.Name, Reason = "Mine." }).Refused(ErrorReason.SeparationOfDuties);
        await _checker.Approvals.WithdrawRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.SeparationOfDuties);
        using var outsider = await Server.ProvisionAsync(_workspace, $"{_workspace}-outsider", "budgets.*");
        await outsider.Approvals.ApproveRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.PermissionMissing);
    }

    [Fact]
    public async Task What_was_rejected_does_not_happen()
    {
        var budget = await ActiveAsync();
        var asked = Asked(budget);
        var approval = await HeldAsync(asked);

        var rejected = await _checker.Approvals.RejectRequestAsync(new() { Name = approval.Name, Reason = "Not before the audit." });

        rejected.State.ShouldBe(State.Rejected);
        (await _maker.Budgets.CloseBudgetAsync(asked).Refused(ErrorReason.ApprovalDecided)).Message.ShouldContain("Not before the audit.");
        await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.ApprovalDecided);
        (await GetAsync(budget)).State.ShouldBe(Budget.Types.State.Active);
    }

    [Fact]
    public async Task What_was_withdrawn_does_not_happen()
    {
        var approval = await HeldAsync(Asked(await ActiveAsync()));
        (await _maker.Approvals.WithdrawRequestAsync(new() { Name = approval.Name, Reason = "A mistake." })).State.ShouldBe(State.Withdrawn);
        await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.ApprovalDecided);
    }

    [Fact]
    public async Task What_has_changed_since_is_told_and_nothing_happens()
    {
        var budget = await ActiveAsync();
        var approval = await HeldAsync(Asked(budget));
        await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });

        var failed = await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name });

        failed.State.ShouldBe(State.Failed);
        failed.Reason.ShouldStartWith("RESERVATIONS_OPEN: ");
        (await GetAsync(budget)).State.ShouldBe(Budget.Types.State.Active);
    }

    [Fact]
    public async Task Who_has_lost_the_right_meanwhile_does_not_get_it_by_an_approval()
    {
        var approval = await HeldAsync(Asked(await ActiveAsync()));
        await Server.ProvisionAsync(_workspace, $"{_workspace}-maker", "budgets.read");
        Server.Clock.Advance(PartnerSteps.Soon);

        var failed = await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name });

        failed.State.ShouldBe(State.Failed);
        failed.Reason.ShouldStartWith("PERMISSION_MISSING: ");
    }

    [Fact]
    public async Task A_repeat_waits_for_the_same_approval_and_another_request_cannot_take_its_id()
    {
        var asked = Asked(await ActiveAsync());
        var approval = await HeldAsync(asked);
        (await HeldAsync(asked)).ShouldBe(approval);
        var other = asked.Clone();
        other.Reason = "Another reason.";
        await _maker.Budgets.CloseBudgetAsync(other).Refused(ErrorReason.RequestIdReused);
    }

    [Fact]
    public async Task After_seven_days_it_cannot_be_approved()
    {
        var asked = Asked(await ActiveAsync());
        var approval = await HeldAsync(asked);
        Server.Clock.Leap(ApprovalDecider.Lifetime);
        await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name }).Refused(ErrorReason.ApprovalExpired);
        await _maker.Budgets.CloseBudgetAsync(asked).Refused(ErrorReason.ApprovalExpired);
    }

    [Fact]
    public async Task What_would_be_refused_is_refused_at_once_and_nobody_is_asked()
    {
        var budget = await ActiveAsync();
        await _maker.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });
        await _maker.Budgets.CloseBudgetAsync(Asked(budget)).Refused(ErrorReason.ReservationsOpen);
        (await _maker.Approvals.ListApprovalsAsync(new() { Parent = $"workspaces/{_workspace}" })).Approvals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trying_it_out_needs_nobody_and_what_no_policy_names_neither()
    {
        var asked = Asked(await ActiveAsync());
        asked.ValidateOnly = true;
        (await _maker.Budgets.CloseBudgetAsync(asked)).State.ShouldBe(Budget.Types.State.Closed);
        await _maker.Approvals.DeleteApprovalPolicyAsync(new() { Name = $"workspaces/{_workspace}/policies/closing" });
        Server.Clock.Advance(PartnerSteps.Soon);
        await _maker.Budgets.CloseBudgetAsync(Asked(await ActiveAsync()));
    }

    [Fact]
    public async Task Many_who_approve_at_once_let_it_happen_once()
    {
        var budget = await ActiveAsync();
        var approval = await HeldAsync(Asked(budget));
        var approved = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name })));
        approved.ShouldAllBe(one => one.State == State.Done);
        (await _maker.Events.ListEventsAsync(new() { Parent = $"workspaces/{_workspace}", Filter = "type = \"budget_closed\"" })).Events.Count.ShouldBe(1);
        (await _maker.Events.ListEventsAsync(new() { Parent = $"workspaces/{_workspace}", Filter = "type = \"approval_completed\"" })).Events.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_was_approved_when_the_server_stopped_runs_when_it_is_approved_again()
    {
        var budget = await ActiveAsync();
        var approval = await HeldAsync(Asked(budget));
        await Server.Get<CommandRunner<Approval>>().Run(
            _workspace, approval.Name[$"workspaces/{_workspace}/".Length..], new EventHeaders("somebody"), (_, _) => [new ApprovalGranted { Decider = "somebody" }], default);

        (await _checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name })).State.ShouldBe(State.Done);

        (await GetAsync(budget)).State.ShouldBe(Budget.Types.State.Closed);
    }

    [Fact]
    public async Task Access_itself_can_be_put_under_four_eyes()
    {
        using var admin = await Server.AdminAsync();
        using var other = await Server.ProvisionAsync("platform", "other-admin", "*");
        var policy = "workspaces/platform/policies/access";
        await admin.Approvals.SetApprovalPolicyAsync(new() { Name = policy, Permissions = { "grants.grant" } });
        Server.Clock.Advance(PartnerSteps.Soon);
        var (workspace, client) = (await admin.MakeWorkspaceAsync(), await admin.MakeClientAsync());
        var asked = new OpsPlatform.Partners.V1.GrantAccessRequest { Name = PartnerSteps.GrantName(client, workspace), Roles = { "viewer" }, RequestId = $"{Guid.NewGuid()}" };

        var pending = await admin.Partners.GrantAccessAsync(asked).Refused(ErrorReason.ApprovalPending);
        await other.Approvals.ApproveRequestAsync(new() { Name = pending.Info.Metadata["approval"] });

        (await admin.Partners.GrantAccessAsync(asked)).Roles.ShouldBe(["viewer"]);
        await admin.Approvals.DeleteApprovalPolicyAsync(new() { Name = policy });
        Server.Clock.Advance(PartnerSteps.Soon);
    }

    private static CloseBudgetRequest Asked(Budget budget) => new() { Name = budget.Name, Reason = "The season is over.", RequestId = $"{Guid.NewGuid()}" };

    private async Task<Approval> HeldAsync(CloseBudgetRequest asked)
    {
        var pending = await _maker.Budgets.CloseBudgetAsync(asked).Refused(ErrorReason.ApprovalPending);
        pending.Code.ShouldBe(StatusCode.FailedPrecondition);
        return await _maker.Approvals.GetApprovalAsync(new() { Name = pending.Info.Metadata["approval"] });
    }

    private async Task<Budget> ActiveAsync()
    {
        var budget = await _maker.Budgets.CreateBudgetAsync(new() { Parent = $"workspaces/{_workspace}", Budget = BudgetSteps.OfLines(("content", 100)) });
        await _maker.Budgets.SubmitBudgetAsync(new() { Name = budget.Name });
        return await _checker.Budgets.ApproveBudgetAsync(new() { Name = budget.Name });
    }

    private async Task<Budget> GetAsync(Budget budget) => await _maker.Budgets.GetBudgetAsync(new() { Name = budget.Name });
}
