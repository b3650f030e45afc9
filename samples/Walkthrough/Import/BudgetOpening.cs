using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;
using Walkthrough.Input;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace Walkthrough.Import;

/// <summary>Brings a budget from its plan to ACTIVE: one client creates and submits it, another one approves.</summary>
internal sealed class BudgetOpening(BudgetService.BudgetServiceClient operations, BudgetService.BudgetServiceClient approver, Calls calls, string workspace)
{
    public async Task<Budget> OpenAsync(BudgetPlan plan, CancellationToken cancellation)
    {
        var name = BudgetName.Format(WorkspaceName.Parse(workspace).Workspace, plan.Id);
        var create = new CreateBudgetRequest { Parent = workspace, BudgetId = plan.Id, Budget = plan.Budget, RequestId = RequestId.Of(name, "create") };
        var budget = await calls.MadeOrFoundAsync(
            operations.CreateBudgetAsync(create, cancellationToken: cancellation),
            () => operations.GetBudgetAsync(new GetBudgetRequest { Name = name }, cancellationToken: cancellation));

        if (budget.State is State.Draft)
            budget = await calls.AnswerAsync(operations.SubmitBudgetAsync(new SubmitBudgetRequest { Name = name, RequestId = RequestId.Of(name, "submit") }, cancellationToken: cancellation));
        if (budget.State is State.PendingApproval)
            budget = await calls.AnswerAsync(approver.ApproveBudgetAsync(new ApproveBudgetRequest { Name = name, RequestId = RequestId.Of(name, "approve") }, cancellationToken: cancellation));
        return budget;
    }
}
