using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using BudgetState = OpsPlatform.Budgets.V1.Budget.Types.State;
using ReservationState = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Budget> budget, Recorded recorded)
    {
        var root = budget.Root;
        switch (recorded.Message)
        {
            case BudgetCreated created:
                // Merging shares the lines, and folding changes them; the event itself must stay as it is stored.
                root.MergeFrom(created.Budget.Clone());
                root.State = BudgetState.Draft;
                BudgetWarnings.Plan(root);
                break;
            case BudgetUpdated updated:
                updated.Paths.Merge(updated.Budget, root);
                break;
            case LineUpdated updated:
                updated.Paths.Merge(updated.Values, root.Line(updated.Line));
                BudgetWarnings.Plan(root);
                break;
            case BudgetSubmitted submitted:
                root.State = BudgetState.PendingApproval;
                root.StateReason = "";
                root.Submitter = submitted.Submitter;
                break;
            case BudgetApproved approved:
                root.State = BudgetState.Active;
                root.Reviewer = approved.Reviewer;
                root.NextReviewMonth = BudgetReviews.First(root, recorded.Time).ToDate();
                break;
            case BudgetRejected rejected:
                root.State = BudgetState.Rejected;
                root.StateReason = rejected.Reason;
                root.Reviewer = rejected.Reviewer;
                break;
            case BudgetClosing closing:
                root.State = BudgetState.Closing;
                root.StateReason = closing.Reason;
                break;
            case BudgetClosed closed:
                root.State = BudgetState.Closed;
                root.StateReason = closed.Reason;
                break;
            case FundsAllocated allocated:
                root.Line(allocated.Line).LeftAmountMicros += allocated.AmountMicros;
                break;
            case LineControlSet set:
                root.Line(set.Line).Set(set);
                break;
            case CostOverran:
                // What comes of it is told by the money that moves with it.
                break;
            case AllocationIncreased increased:
                Allocate(root, increased.Line, increased.AmountMicros, increased.EffectiveDate);
                break;
            case AllocationDecreased decreased:
                Allocate(root, decreased.Line, -decreased.AmountMicros, decreased.EffectiveDate);
                break;
            case ReserveDrawn drawn:
                Allocate(root, drawn.Line, -drawn.AmountMicros, drawn.EffectiveDate);
                root.ReserveDrawnAmountMicros += drawn.AmountMicros;
                break;
            case AdjustmentProposed proposed:
                Fold(budget, proposed, recorded.Time.Day());
                break;
            case AdjustmentApproved approvedAdjustment:
                Fold(budget, approvedAdjustment, recorded.Time.Day());
                break;
            case AdjustmentRejected rejectedAdjustment:
                Fold(budget, rejectedAdjustment);
                break;
            case BudgetReviewed reviewed:
                Fold(budget, reviewed);
                break;
            case FundsReserved reserved:
                Fold(budget, reserved);
                break;
            case ReservationSplit split:
                Fold(budget, split);
                break;
            case ReservationCaptured captured:
                Fold(budget, captured);
                break;
            case ReservationReleased released:
                GiveBack(budget, released.Reservation, released.Line, released.AmountMicros, ReservationState.Released);
                if (released.CarriedTo.Length > 0)
                    budget.Change<Reservation>(ReservationKey(released.Reservation)).CarriedTo = released.CarriedTo;
                break;
            case ReservationExpired expired:
                GiveBack(budget, expired.Reservation, expired.Line, expired.AmountMicros, ReservationState.Expired);
                break;
            case ExpenseRecorded recordedExpense:
                Fold(budget, recordedExpense);
                break;
            case ExpenseRefunded refunded:
                TakeBack(budget, refunded.Expense, refunded.Line, refunded.AmountMicros).RefundedAmountMicros += refunded.AmountMicros;
                break;
            case ExpensePaid paid:
                Pay(budget, paid.Expense, paid.Line, paid.AmountMicros);
                break;
            case PaymentRefunded refunded:
                Pay(budget, refunded.Expense, refunded.Line, -refunded.AmountMicros);
                TakeBack(budget, refunded.Expense, refunded.Line, refunded.AmountMicros).RefundedAmountMicros += refunded.AmountMicros;
                break;
            case FundsTransferredOut transferred:
                Allocate(root, transferred.Line, -transferred.AmountMicros, transferred.EffectiveDate);
                break;
            case FundsTransferredIn transferred:
                Allocate(root, transferred.Line, transferred.AmountMicros, transferred.EffectiveDate);
                break;
            case HoldReversed reversed:
                GiveBack(budget, reversed.Reservation, reversed.Line, reversed.AmountMicros, ReservationState.Released);
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case CaptureReversed reversed:
                Fold(budget, reversed);
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case SpendingReversed reversed:
                TakeBack(budget, reversed.Expense, reversed.Line, reversed.AmountMicros).ReversedAmountMicros += reversed.AmountMicros;
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case RefundReversed reversed:
                TakeBack(budget, reversed.Expense, reversed.Line, -reversed.AmountMicros).RefundedAmountMicros -= reversed.AmountMicros;
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            case PaymentReversed reversed:
                Pay(budget, reversed.Expense, reversed.Line, -reversed.AmountMicros);
                Reversed(budget, recorded, reversed.ReversedEntry, reversed.AmountMicros, reversed.Purpose);
                break;
            default:
                throw new UnreachableException($"{budget.Name} has an event that no budget can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }

        BudgetWarnings.Overruns(root);
    }

    private static BudgetLine Line(this Budget budget, string lineId) => budget.Lines.First(line => line.LineId == lineId);
}
