using Grpc.Core;
using OpsPlatform.Budgets.V1;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Makes calls at random on a budget and notes what each that succeeded must have put into the ledger.</summary>
internal sealed class RandomCaller(BudgetService.BudgetServiceClient client, Budget budget, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Reservation> _holds = [];
    private readonly List<Expense> _expenses = [];
    private int _calls;

    public List<string> Done { get; } = [];

    /// <summary>A movement of the ledger. A release has no reference of the caller's, so that it is known by its amount.</summary>
    public static string Key(Kind kind, long micros, string reference) => kind == Kind.Released ? $"{kind} {micros}" : $"{kind} {micros} {reference}";

    public async Task RunAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            try
            {
                await CallAsync($"{seed}-{_calls++}");
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.ResourceExhausted or StatusCode.FailedPrecondition)
            {
                // Refused: nothing of it may be found in the ledger.
            }
        }
    }

    private Task CallAsync(string reference) => _random.Next(6) switch
    {
        0 or 1 => ReserveAsync(reference),
        2 when _holds.Count > 0 => CaptureAsync(_holds[_random.Next(_holds.Count)], reference),
        3 when _holds.Count > 0 => ReleaseAsync(_random.Next(_holds.Count)),
        4 when _expenses.Count > 0 => RefundAsync(_expenses[_random.Next(_expenses.Count)], reference),
        _ => RecordAsync(reference),
    };

    private string Line() => budget.Lines[_random.Next(budget.Lines.Count)].LineId;

    private async Task ReserveAsync(string reference)
    {
        var micros = _random.Next(1, 60);
        _holds.Add(await client.ReserveFundsAsync(new() { Parent = budget.Name, Line = Line(), AmountMicros = micros, ExternalReference = reference }));
        Done.Add(Key(Kind.Reserved, micros, reference));
    }

    private async Task CaptureAsync(Reservation hold, string reference)
    {
        var (micros, final) = (_random.Next(1, 40), _random.Next(2) == 0);
        var before = (await client.GetReservationAsync(new() { Name = hold.Name })).ReleasedAmountMicros;
        var after = await client.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = micros, Final = final, ExternalReference = reference });
        Done.Add(Key(Kind.Captured, micros, reference));
        if (after.ReleasedAmountMicros > before)
            Done.Add(Key(Kind.Released, after.ReleasedAmountMicros - before, ""));
    }

    private async Task ReleaseAsync(int index)
    {
        var hold = await client.GetReservationAsync(new() { Name = _holds[index].Name });
        await client.ReleaseReservationAsync(new() { Name = hold.Name });
        _holds.RemoveAt(index);
        if (hold.HeldAmountMicros > 0)
            Done.Add(Key(Kind.Released, hold.HeldAmountMicros, ""));
    }

    private async Task RecordAsync(string reference)
    {
        var micros = _random.Next(1, 60);
        _expenses.Add(await client.RecordExpenseAsync(new() { Parent = budget.Name, Line = Line(), AmountMicros = micros, ExternalReference = reference }));
        Done.Add(Key(Kind.Spent, micros, reference));
    }

    private async Task RefundAsync(Expense expense, string reference)
    {
        var micros = _random.Next(1, 40);
        await client.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = micros, ExternalReference = reference });
        Done.Add(Key(Kind.Refunded, micros, reference));
    }
}
