using System.Globalization;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;
using ReservationState = OpsPlatform.Budgets.V1.Reservation.Types.State;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>What has to be loaded before an entry is taken back, by their ids below the budget.</summary>
    public static IEnumerable<string> Concerned(Recorded entry) =>
    [
        ReversalKey(entry.Version),
        .. entry.Message is FundsReserved or ReservationCaptured ? [ReservationKey(ReservationOf(entry.Message))] : Array.Empty<string>(),
        .. ExpenseOf(entry.Message) is { } expense ? [ExpenseKey(expense)] : Array.Empty<string>(),
    ];

    /// <summary>Takes an entry back by a new one, as long as nothing has been built on it.</summary>
    /// <param name="entry">The event behind the entry.</param>
    public static IEnumerable<IMessage> Reverse(Aggregate<Budget> budget, ReverseEntryRequest request, Recorded entry, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        if (budget.Find<Reversal>(ReversalKey(entry.Version)) is { } earlier)
            throw new Refusal(ErrorReason.EntryReversed, "entry", ("entry", request.Entry), ("by", earlier.Entry.LastId()));

        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        var expense = ExpenseOf(entry.Message) is { } id ? budget.Find<Expense>(ExpenseKey(id)) : null;
        return entry.Message switch
        {
            FundsReserved reserved => [Reversed(reserved, budget.Find<Reservation>(ReservationKey(reserved.Reservation))!, request, date)],
            ReservationCaptured captured when expense!.Owed() == captured.AmountMicros => [Reversed(captured, budget.Find<Reservation>(ReservationKey(captured.Reservation))!, request, date, context)],
            ExpenseRecorded recorded when expense!.Owed() == recorded.AmountMicros => [Unspent(recorded.Expense, recorded.Line, recorded.AmountMicros, recorded.CostObject, request, date)],
            ExpenseRefunded refunded when expense!.RefundedAmountMicros >= refunded.AmountMicros => Reversed(budget, refunded, request, date, context),
            ExpensePaid paid when expense!.PaidAmountMicros >= paid.AmountMicros =>
                [new PaymentReversed { ReversedEntry = request.Entry, Expense = paid.Expense, Line = paid.Line, AmountMicros = paid.AmountMicros, Purpose = request.Reason, EffectiveDate = date, CostObject = paid.CostObject }],
            _ => throw NotReversible(request, Why(entry.Message)),
        };
    }

    private static HoldReversed Reversed(FundsReserved reserved, Reservation hold, ReverseEntryRequest request, Date date) => hold.HeldAmountMicros == reserved.AmountMicros
        ? new() { ReversedEntry = request.Entry, Reservation = reserved.Reservation, Line = reserved.Line, AmountMicros = reserved.AmountMicros, Purpose = request.Reason, EffectiveDate = date, CostObject = reserved.CostObject }
        : throw NotReversible(request, new Sentence("the hold was captured or released since", "该占用此后已被核销或释放"));

    /// <summary>The money is held again, unless the hold has run out: then it is back on the line.</summary>
    private static IMessage Reversed(ReservationCaptured captured, Reservation hold, ReverseEntryRequest request, Date date, DecisionContext context) =>
        hold.State is ReservationState.Held or ReservationState.Captured && !hold.EndedByTime() && hold.ExpireTime.ToDateTimeOffset() > context.Time
            ? new CaptureReversed
            {
                ReversedEntry = request.Entry,
                Reservation = captured.Reservation,
                Expense = captured.Expense,
                Line = captured.Line,
                AmountMicros = captured.AmountMicros,
                Purpose = request.Reason,
                EffectiveDate = date,
                CostObject = captured.CostObject,
            }
            : Unspent(captured.Expense, captured.Line, captured.AmountMicros, captured.CostObject, request, date);

    private static SpendingReversed Unspent(string expense, string line, long amountMicros, CostObject? costObject, ReverseEntryRequest request, Date date) =>
        new() { ReversedEntry = request.Entry, Expense = expense, Line = line, AmountMicros = amountMicros, Purpose = request.Reason, EffectiveDate = date, CostObject = costObject };

    /// <summary>The money is spent after all, as if it were spent now.</summary>
    private static IEnumerable<IMessage> Reversed(Aggregate<Budget> budget, ExpenseRefunded refunded, ReverseEntryRequest request, Date date, DecisionContext context)
    {
        var line = budget.Root.Line(refunded.Line);
        ContentCosts.MustFit(budget, line, refunded.CostObject, refunded.AmountMicros, mayAsk: false, context);
        return
        [
            .. line.Spend(refunded.AmountMicros, date, context),
            new RefundReversed { ReversedEntry = request.Entry, Expense = refunded.Expense, Line = refunded.Line, AmountMicros = refunded.AmountMicros, Purpose = request.Reason, EffectiveDate = date, CostObject = refunded.CostObject },
        ];
    }

    private static Sentence Why(IMessage entry) => entry switch
    {
        ReservationCaptured or ExpenseRecorded => new("the expense was refunded or paid since; reverse that first", "该支出此后已退款或付款；请先冲销后续分录"),
        ExpenseRefunded or ExpensePaid => new("it was reversed with others since", "相关金额此后已变动"),
        ReservationSplit => new("a hold that took over a part of another is released, and the other held anew", "拆分出的占用请释放后重新占用"),
        ReservationReleased or ReservationExpired => new("what a hold gave back is held anew by ReserveFunds", "已释放的占用请用 ReserveFunds 重新占用"),
        FundsTransferredOut or FundsTransferredIn => new("a transfer is taken back by a transfer in the other direction", "调拨须以反向调拨冲回"),
        HoldReversed or CaptureReversed or SpendingReversed or RefundReversed or PaymentReversed => new("it is a reversal itself", "该分录本身即为冲销"),
        _ => new("what a line has in all is changed by an adjustment", "预算行总额须通过调整变更"),
    };

    private static Refusal NotReversible(ReverseEntryRequest request, Sentence problem) => new(ErrorReason.EntryNotReversible, "entry", ("entry", request.Entry), ("problem", problem));

    private static string ReservationOf(IMessage entry) => (string)entry.Descriptor.FindFieldByName("reservation").Accessor.GetValue(entry);

    private static string? ExpenseOf(IMessage entry) => entry.Descriptor.FindFieldByName("expense")?.Accessor.GetValue(entry) as string;

    private static string ReversalKey(long version) => $"reversals/{version.ToString(CultureInfo.InvariantCulture)}";
}
