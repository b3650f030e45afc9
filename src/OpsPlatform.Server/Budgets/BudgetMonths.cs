using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;
using Date = Google.Type.Date;

namespace OpsPlatform.Server.Budgets;

/// <summary>What moved on each line in each month. Allocations are no part of it: they are a budget's, not a month's.</summary>
internal sealed class BudgetMonths() : Projection(
    "budget-months",
    version: 1,
    [
        BudgetCreated.Descriptor, FundsReserved.Descriptor, ReservationReleased.Descriptor, ReservationExpired.Descriptor, ReservationCaptured.Descriptor, ExpenseRecorded.Descriptor,
        ExpenseRefunded.Descriptor,
    ],
    [BudgetMonth.Descriptor])
{
    public override IEnumerable<DocumentKey> Concerned(StoredEvent stored)
    {
        yield return new DocumentKey(BudgetMonth.Descriptor, stored.Stream);
        if (Movement(stored.Data) is var (line, date))
            yield return new DocumentKey(BudgetMonth.Descriptor, Id(stored.Stream, line, date));
    }

    public override void Project(ProjectedDocuments documents, StoredEvent stored)
    {
        // The budget's own document lies outside of its months, and tells what all of them share.
        if (stored.Data is BudgetCreated created)
            documents.Change<BudgetMonth>(stored.Stream).CurrencyCode = created.Budget.CurrencyCode;
        if (Movement(stored.Data) is not var (line, date))
            return;

        var month = documents.Change<BudgetMonth>(Id(stored.Stream, line, date));
        if (month.Line.Length == 0)
        {
            month.Name = $"workspaces/{documents.Tenant}/{Id(stored.Stream, line, date)}";
            month.Line = line;
            month.MonthStartDate = new Date { Year = date.Year, Month = date.Month, Day = 1 };
            month.CurrencyCode = documents.Find<BudgetMonth>(stored.Stream)!.CurrencyCode;
        }

        month.UpdateTime = stored.Time.ToTimestamp();
        Add(month, stored.Data);
    }

    private static (string Line, Date Date)? Movement(IMessage message) => message switch
    {
        FundsReserved reserved => (reserved.Line, reserved.EffectiveDate),
        ReservationReleased released => (released.Line, released.EffectiveDate),
        ReservationExpired expired => (expired.Line, expired.EffectiveDate),
        ReservationCaptured captured => (captured.Line, captured.EffectiveDate),
        ExpenseRecorded recorded => (recorded.Line, recorded.EffectiveDate),
        ExpenseRefunded refunded => (refunded.Line, refunded.EffectiveDate),
        _ => null,
    };

    private static void Add(BudgetMonth month, IMessage message)
    {
        switch (message)
        {
            case FundsReserved reserved:
                month.ReservedAmountMicros = Sum(month.ReservedAmountMicros, reserved.AmountMicros);
                month.ReservedCount = Next(month.ReservedCount);
                break;
            case ReservationReleased released:
                month.ReleasedAmountMicros = Sum(month.ReleasedAmountMicros, released.AmountMicros);
                month.ReleasedCount = Next(month.ReleasedCount);
                break;
            case ReservationExpired expired:
                month.ExpiredAmountMicros = Sum(month.ExpiredAmountMicros, expired.AmountMicros);
                month.ExpiredCount = Next(month.ExpiredCount);
                break;
            case ReservationCaptured captured:
                month.CapturedAmountMicros = Sum(month.CapturedAmountMicros, captured.AmountMicros);
                month.CapturedCount = Next(month.CapturedCount);
                break;
            case ExpenseRecorded recorded:
                month.SpentAmountMicros = Sum(month.SpentAmountMicros, recorded.AmountMicros);
                month.SpentCount = Next(month.SpentCount);
                break;
            case ExpenseRefunded refunded:
                month.RefundedAmountMicros = Sum(month.RefundedAmountMicros, refunded.AmountMicros);
                month.RefundedCount = Next(month.RefundedCount);
                break;
        }
    }

    private static string Id(string stream, string line, Date date) => $"{stream}/months/{date.Year:0000}-{date.Month:00}-{line}";

    // A hold can be made and released without end: a sum that is too large must not stop the workspace's months.
    private static long Sum(long total, long amount) => long.MaxValue - total < amount ? long.MaxValue : total + amount;

    private static int Next(int count) => count == int.MaxValue ? count : count + 1;
}
