using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Budgets;

/// <summary>The rpcs of budgets_service.proto, each handed to its decider or its query.</summary>
internal sealed class BudgetService(
    CommandRunner<Budget> commands,
    AggregateType<Budget> type,
    HistoryQuery history,
    QueryRunner queries,
    LedgerQuery ledger,
    BudgetMonths months,
    ForecastQuery forecasts,
    ReturnQuery returns,
    CostSheetQuery costSheets,
    CostObjects costObjects,
    Transfers transfers,
    LineUseQuery lineUses,
    TimeProvider time)
    : OpsPlatform.Budgets.V1.BudgetService.BudgetServiceBase
{
    public override Task<Budget> CreateBudget(CreateBudgetRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Create, budget => budget.Root);

    public override async Task<Budget> GetBudget(GetBudgetRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf
            ? BudgetReviews.Judged(await history.AsOf(context, request, type, asOf), asOf.ToDateTimeOffset())
            : BudgetReviews.Judged(await queries.Get<Budget>(context, request), time.GetUtcNow());

    public override async Task<ListBudgetsResponse> ListBudgets(ListBudgetsRequest request, ServerCallContext context)
    {
        var response = await queries.List<Budget, ListBudgetsResponse>(context, request);
        for (var index = 0; index < response.Budgets.Count; index++)
            response.Budgets[index] = BudgetReviews.Judged(response.Budgets[index], time.GetUtcNow());
        return response;
    }

    public override Task<Budget> UpdateBudget(UpdateBudgetRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Update, budget => budget.Root);

    public override Task<Budget> SubmitBudget(SubmitBudgetRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Submit, budget => budget.Root);

    public override Task<Budget> ApproveBudget(ApproveBudgetRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Approve, budget => budget.Root);

    public override Task<Budget> RejectBudget(RejectBudgetRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Reject, budget => budget.Root);

    public override Task<Budget> CloseBudget(CloseBudgetRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Close, budget => budget.Root);

    public override async Task<Reservation> ReserveFunds(ReserveFundsRequest request, ServerCallContext context) =>
        await commands.Run(context, request, BudgetDecider.Reserve, budget => budget.The<Reservation>(), with: await costObjects.MustBeOpenAsync(context, request.CostObject), children: BudgetDecider.Source(request.SourceReservation));

    public override Task<Reservation> CaptureReservation(CaptureReservationRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Capture, budget => budget.The<Reservation>());

    public override Task<Reservation> ReleaseReservation(ReleaseReservationRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Release, budget => budget.The<Reservation>());

    public override Task<Budget> SetLineControl(SetLineControlRequest request, ServerCallContext context) =>
        lineUses.Run(
            context,
            request,
            uses => commands.Run(context, request, (budget, asked, decision) => BudgetDecider.SetControl(budget, asked, uses, decision), budget => budget.Root));

    public override Task<Reservation> GetReservation(GetReservationRequest request, ServerCallContext context) =>
        queries.Get<Reservation>(context, request);

    public override Task<ListReservationsResponse> ListReservations(ListReservationsRequest request, ServerCallContext context) =>
        queries.List<Reservation, ListReservationsResponse>(context, request);

    public override async Task<Expense> RecordExpense(RecordExpenseRequest request, ServerCallContext context)
    {
        await costObjects.MustBeThereAsync(context, request.CostObject);
        return await commands.Run(context, request, BudgetDecider.Record, budget => budget.The<Expense>());
    }

    public override Task<Expense> RefundExpense(RefundExpenseRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Refund, budget => budget.The<Expense>());

    public override Task<Budget> DrawReserve(DrawReserveRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.DrawReserve, budget => budget.Root);

    public override Task<Expense> PayExpense(PayExpenseRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.Pay, budget => budget.The<Expense>());

    public override Task<TransferFundsResponse> TransferFunds(TransferFundsRequest request, ServerCallContext context) => transfers.TransferAsync(request, context);

    public override Task<CarryForwardResponse> CarryForward(CarryForwardRequest request, ServerCallContext context) => transfers.CarryForwardAsync(request, context);

    public override async Task<Reversal> ReverseEntry(ReverseEntryRequest request, ServerCallContext context)
    {
        var entry = await ledger.FindAsync(context, request);
        return await commands.Run(
            context, request, (budget, asked, decision) => BudgetDecider.Reverse(budget, asked, entry, decision), budget => budget.The<Reversal>(), children: BudgetDecider.Concerned(entry));
    }

    public override Task<Adjustment> ProposeAdjustment(ProposeAdjustmentRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.ProposeAdjustment, budget => budget.The<Adjustment>());

    public override Task<Adjustment> ApproveAdjustment(ApproveAdjustmentRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.ApproveAdjustment, budget => budget.The<Adjustment>());

    public override Task<Adjustment> RejectAdjustment(RejectAdjustmentRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.RejectAdjustment, budget => budget.The<Adjustment>());

    public override Task<Adjustment> GetAdjustment(GetAdjustmentRequest request, ServerCallContext context) =>
        queries.Get<Adjustment>(context, request);

    public override Task<ListAdjustmentsResponse> ListAdjustments(ListAdjustmentsRequest request, ServerCallContext context) =>
        queries.List<Adjustment, ListAdjustmentsResponse>(context, request);

    public override Task<BudgetReview> RecordBudgetReview(RecordBudgetReviewRequest request, ServerCallContext context) =>
        commands.Run(context, request, BudgetDecider.RecordReview, budget => budget.The<BudgetReview>());

    public override Task<BudgetReview> GetBudgetReview(GetBudgetReviewRequest request, ServerCallContext context) =>
        queries.Get<BudgetReview>(context, request);

    public override Task<ListBudgetReviewsResponse> ListBudgetReviews(ListBudgetReviewsRequest request, ServerCallContext context) =>
        queries.List<BudgetReview, ListBudgetReviewsResponse>(context, request);

    public override Task<Expense> GetExpense(GetExpenseRequest request, ServerCallContext context) =>
        queries.Get<Expense>(context, request);

    public override Task<ListExpensesResponse> ListExpenses(ListExpensesRequest request, ServerCallContext context) =>
        queries.List<Expense, ListExpensesResponse>(context, request);

    public override Task<CostSheet> GetCostSheet(GetCostSheetRequest request, ServerCallContext context) => costSheets.Get(context, request);

    public override Task<Balances> GetBalances(GetBalancesRequest request, ServerCallContext context) =>
        ledger.BalancesAsync(context, request);

    public override Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context) =>
        ledger.List(context, request);

    public override Task<ListBudgetMonthsResponse> ListBudgetMonths(ListBudgetMonthsRequest request, ServerCallContext context) =>
        AsOfPosition<BudgetMonth, ListBudgetMonthsResponse>(context, request, (response, position) => response.Position = position);

    public override Task<ListBudgetDaysResponse> ListBudgetDays(ListBudgetDaysRequest request, ServerCallContext context) =>
        AsOfPosition<BudgetDay, ListBudgetDaysResponse>(context, request, (response, position) => response.Position = position);

    public override Task<Forecast> GetForecast(GetForecastRequest request, ServerCallContext context) => forecasts.Get(context, request);

    public override Task<ReturnReport> GetReturn(GetReturnRequest request, ServerCallContext context) => returns.Get(context, request);

    private async Task<TResponse> AsOfPosition<TItem, TResponse>(ServerCallContext context, IMessage request, Action<TResponse, long> tell)
        where TItem : class, IMessage<TItem>, new()
        where TResponse : IMessage<TResponse>, new()
    {
        // Read first, so that the answer may contain more than is said, and never less.
        var position = await queries.Position(context, months);
        var response = await queries.List<TItem, TResponse>(context, request);
        tell(response, position);
        return response;
    }
}
