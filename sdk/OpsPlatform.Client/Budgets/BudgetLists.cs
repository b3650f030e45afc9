using Grpc.Core;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="BudgetService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class BudgetLists
{
    /// <summary>The budgets of a workspace.</summary>
    public static IAsyncEnumerable<Budget> EnumerateBudgetsAsync(
        this BudgetService.BudgetServiceClient budgets, ListBudgetsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListBudgetsAsync, request, page => page.Budgets, options, cancellationToken);

    /// <summary>The holds on a budget.</summary>
    public static IAsyncEnumerable<Reservation> EnumerateReservationsAsync(
        this BudgetService.BudgetServiceClient budgets, ListReservationsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListReservationsAsync, request, page => page.Reservations, options, cancellationToken);

    /// <summary>The expenses of a budget.</summary>
    public static IAsyncEnumerable<Expense> EnumerateExpensesAsync(
        this BudgetService.BudgetServiceClient budgets, ListExpensesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListExpensesAsync, request, page => page.Expenses, options, cancellationToken);

    /// <summary>The adjustments of a budget.</summary>
    public static IAsyncEnumerable<Adjustment> EnumerateAdjustmentsAsync(
        this BudgetService.BudgetServiceClient budgets, ListAdjustmentsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListAdjustmentsAsync, request, page => page.Adjustments, options, cancellationToken);

    /// <summary>The monthly reviews of a budget.</summary>
    public static IAsyncEnumerable<BudgetReview> EnumerateBudgetReviewsAsync(
        this BudgetService.BudgetServiceClient budgets, ListBudgetReviewsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListBudgetReviewsAsync, request, page => page.Reviews, options, cancellationToken);

    /// <summary>The ledger of a budget.</summary>
    public static IAsyncEnumerable<LedgerEntry> EnumerateEntriesAsync(
        this BudgetService.BudgetServiceClient budgets, ListEntriesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListEntriesAsync, request, page => page.Entries, options, cancellationToken);

    /// <summary>What moved on a budget's lines, month by month, as of a moment ago.</summary>
    public static IAsyncEnumerable<BudgetMonth> EnumerateBudgetMonthsAsync(
        this BudgetService.BudgetServiceClient budgets, ListBudgetMonthsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListBudgetMonthsAsync, request, page => page.Months, options, cancellationToken);

    /// <summary>What moved on a budget's lines, day by day, as of a moment ago.</summary>
    public static IAsyncEnumerable<BudgetDay> EnumerateBudgetDaysAsync(
        this BudgetService.BudgetServiceClient budgets, ListBudgetDaysRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(budgets.ListBudgetDaysAsync, request, page => page.Days, options, cancellationToken);
}
