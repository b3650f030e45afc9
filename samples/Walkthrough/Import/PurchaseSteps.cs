using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using Walkthrough.Input;
using Date = Google.Type.Date;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace Walkthrough.Import;

/// <summary>The calls that a purchase takes, by its kind. Each can be sent again at any time: it happens once.</summary>
internal sealed class PurchaseSteps(BudgetService.BudgetServiceClient budgets, Calls calls, string budget, Purchase purchase, CancellationToken cancellation)
{
    /// <summary>Longer than any purchase of a year stays open; the platform holds no longer than this.</summary>
    private static readonly Duration HoldTtl = Duration.FromTimeSpan(TimeSpan.FromDays(366));

    private readonly string _reservation = $"{budget}/reservations/{purchase.Id}";
    private readonly string _expense = $"{budget}/expenses/{purchase.Id}";
    private readonly Date _date = new() { Year = purchase.Date.Year, Month = purchase.Date.Month, Day = purchase.Date.Day };

    public Task RunAsync() => purchase.Kind switch
    {
        PurchaseKind.Order => OrderAsync(),
        PurchaseKind.Open => HoldAsync(),
        PurchaseKind.Cancelled => CancelAsync(),
        PurchaseKind.Expense => SpendAsync(),
        PurchaseKind.Refunded => SpendAndRefundAsync(),
        _ => throw new UnreachableException(),
    };

    private async Task OrderAsync()
    {
        if (await HoldAsync() is not { State: State.Held })
            return;
        await calls.AnswerAsync(budgets.CaptureReservationAsync(new CaptureReservationRequest
        {
            Name = _reservation,
            AmountMicros = purchase.InvoicedMicros,
            Final = true,
            ExternalReference = purchase.Reference,
            EffectiveDate = _date,
            RequestId = RequestId.Of(_reservation, "capture"),
        }, cancellationToken: cancellation));
    }

    private async Task CancelAsync()
    {
        if (await HoldAsync() is not { State: State.Held })
            return;
        await calls.AnswerAsync(budgets.ReleaseReservationAsync(
            new ReleaseReservationRequest { Name = _reservation, RequestId = RequestId.Of(_reservation, "release") }, cancellationToken: cancellation));
    }

    private async Task SpendAndRefundAsync()
    {
        if (await SpendAsync() is not { RefundedAmountMicros: 0 })
            return;
        await calls.AnswerAsync(budgets.RefundExpenseAsync(new RefundExpenseRequest
        {
            Name = _expense,
            AmountMicros = purchase.InvoicedMicros,
            Purpose = purchase.Purpose,
            ExternalReference = purchase.Reference,
            EffectiveDate = _date,
            RequestId = RequestId.Of(_expense, "refund"),
        }, cancellationToken: cancellation));
    }

    private async Task<Reservation> HoldAsync()
    {
        var reserve = new ReserveFundsRequest
        {
            Parent = budget,
            ReservationId = purchase.Id,
            Line = purchase.Line,
            AmountMicros = purchase.AmountMicros,
            Ttl = HoldTtl,
            CostItem = purchase.CostItem,
            Purpose = purchase.Purpose,
            ExternalReference = purchase.Reference,
            EffectiveDate = _date,
            RequestId = RequestId.Of(_reservation, "reserve"),
        };
        var hold = await calls.MadeOrFoundAsync(
            budgets.ReserveFundsAsync(reserve, cancellationToken: cancellation),
            () => budgets.GetReservationAsync(new GetReservationRequest { Name = _reservation }, cancellationToken: cancellation));
        MustBeOurs(hold.Line, hold.AmountMicros);
        return hold;
    }

    private async Task<Expense> SpendAsync()
    {
        var record = new RecordExpenseRequest
        {
            Parent = budget,
            ExpenseId = purchase.Id,
            Line = purchase.Line,
            AmountMicros = purchase.AmountMicros,
            CostItem = purchase.CostItem,
            Purpose = purchase.Purpose,
            ExternalReference = purchase.Reference,
            EffectiveDate = _date,
            RequestId = RequestId.Of(_expense, "record"),
        };
        var expense = await calls.MadeOrFoundAsync(
            budgets.RecordExpenseAsync(record, cancellationToken: cancellation),
            () => budgets.GetExpenseAsync(new GetExpenseRequest { Name = _expense }, cancellationToken: cancellation));
        MustBeOurs(expense.Line, expense.AmountMicros);
        return expense;
    }

    /// <summary>What was found under the purchase's own name may still be about another purchase.</summary>
    private void MustBeOurs(string line, long amountMicros)
    {
        if (line != purchase.Line || amountMicros != purchase.AmountMicros)
            throw new TourException($"{purchase.Reference} was imported before with another line or amount. Give the purchase a new reference, or restore the old row.");
    }
}
