using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>For each rpc that writes, a budget in the state that the rpc needs, and a request on it that the approver may send.</summary>
internal static class Prepared
{
    public static IEnumerable<string> Writes => BudgetService.Descriptor.Methods.Where(Rpc.Writes).Select(method => method.Name);

    public static async Task<(IMessage Request, string Budget)> PrepareAsync(this RunningServer server, MethodDescriptor method)
    {
        if (method.Name == "CreateBudget")
            return (method.Request("acme", NewId(), "none"), "");

        var budget = method.Name switch
        {
            "SubmitBudget" => await server.DraftAsync(OfLines(("content", 100))),
            "ApproveBudget" or "RejectBudget" => await server.SubmittedAsync(),
            "DrawReserve" => await server.ActiveAsync(OfPreset(AllocationPreset.FortyThirtyTwentyTen, 100)),
            "RecordBudgetReview" => await server.ActiveAsync(OfFebruary()),
            "TransferFunds" => await server.ActiveAsync(("content", 100), ("traffic", 100)),
            _ => await server.ActiveAsync(("content", 100)),
        };
        var child = method.Name switch
        {
            "CaptureReservation" or "ReleaseReservation" or "CarryForward" => (await server.ReserveAsync(budget, 30)).Name,
            "RefundExpense" or "PayExpense" or "ReverseEntry" => (await server.Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 30 })).Name,
            "ApproveAdjustment" or "RejectAdjustment" => (await server.ProposeAsync(budget, ("content", 5))).Name,
            _ => "/none",
        };
        var request = method.Request("acme", budget.Name.Split('/')[^1], child.Split('/')[^1]);
        if (request is CarryForwardRequest carried)
            (carried.CounterBudget, carried.MoveFunds) = ((await server.ActiveAsync(("content", 100))).Name, true);
        return (request, budget.Name);
    }

    private static async Task<Budget> SubmittedAsync(this RunningServer server) =>
        await server.Operator.Budgets.SubmitBudgetAsync(new() { Name = (await server.DraftAsync(OfLines(("content", 100)))).Name });
}
