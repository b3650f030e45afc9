using Grpc.Core;
using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Server.Tests.Projections;

/// <summary>Makes calls at random, each for a day at random.</summary>
internal sealed class DatedCaller(BudgetService.BudgetServiceClient client, Budget budget, Random random)
{
    private readonly List<string> _holds = [];
    private readonly List<string> _expenses = [];

    public async Task RunAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            try
            {
                await CallAsync();
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.ResourceExhausted or StatusCode.FailedPrecondition)
            {
                // Refused, so that the ledger has nothing of it, and the months neither.
            }
        }
    }

    private Task CallAsync() => random.Next(6) switch
    {
        2 when _holds.Count > 0 => client.CaptureReservationAsync(new() { Name = Of(_holds), AmountMicros = random.Next(1, 40), Final = random.Next(3) == 0, EffectiveDate = Day() }).ResponseAsync,
        3 when _holds.Count > 3 => client.ReleaseReservationAsync(new() { Name = Of(_holds) }).ResponseAsync,
        4 when _expenses.Count > 0 => client.RefundExpenseAsync(new() { Name = Of(_expenses), AmountMicros = random.Next(1, 20), EffectiveDate = Day() }).ResponseAsync,
        5 => RecordAsync(),
        _ => ReserveAsync(),
    };

    private async Task ReserveAsync() =>
        _holds.Add((await client.ReserveFundsAsync(new() { Parent = budget.Name, Line = Line(), AmountMicros = random.Next(1, 60), EffectiveDate = Day() })).Name);

    private async Task RecordAsync() =>
        _expenses.Add((await client.RecordExpenseAsync(new() { Parent = budget.Name, Line = Line(), AmountMicros = random.Next(1, 60), EffectiveDate = Day() })).Name);

    private string Line() => budget.Lines[random.Next(budget.Lines.Count)].LineId;

    private string Of(List<string> names) => names[random.Next(names.Count)];

    private Date Day() => new() { Year = 2026 + random.Next(2), Month = random.Next(1, 13), Day = random.Next(1, 29) };
}
