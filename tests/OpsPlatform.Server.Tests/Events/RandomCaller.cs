using Grpc.Core;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests.Events;

/// <summary>Moves money of a budget at random, so that there is something to export.</summary>
internal sealed class RandomCaller(BudgetService.BudgetServiceClient client, Budget budget, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Reservation> _holds = [];
    private readonly List<Expense> _expenses = [];

    public async Task RunAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            try
            {
                await CallAsync(_random.Next(1, 60));
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.ResourceExhausted or StatusCode.FailedPrecondition)
            {
                // Refused, which leaves no event.
            }
        }
    }

    private async Task CallAsync(int micros)
    {
        var line = budget.Lines[_random.Next(budget.Lines.Count)].LineId;
        switch (_random.Next(6))
        {
            case 0 or 1:
                _holds.Add(await client.ReserveFundsAsync(new() { Parent = budget.Name, Line = line, AmountMicros = micros }));
                break;
            case 2 when _holds.Count > 0:
                await client.CaptureReservationAsync(new() { Name = _holds[_random.Next(_holds.Count)].Name, AmountMicros = micros, Final = micros % 2 == 0 });
                break;
            case 3 when _holds.Count > 0:
                await client.ReleaseReservationAsync(new() { Name = _holds[_random.Next(_holds.Count)].Name });
                break;
            case 4 when _expenses.Count > 0:
                await client.RefundExpenseAsync(new() { Name = _expenses[_random.Next(_expenses.Count)].Name, AmountMicros = micros });
                break;
            default:
                _expenses.Add(await client.RecordExpenseAsync(new() { Parent = budget.Name, Line = line, AmountMicros = micros }));
                break;
        }
    }
}
