using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Budgets;

/// <summary>Adds up what is held and spent of a line that gets its first plan after it was used.</summary>
internal sealed class LineUseQuery(PostgresEventStore store)
{
    /// <summary>A budget that changes all the time is refused in the end, and the caller asks again when it is quiet.</summary>
    private const int MostAttempts = 5;

    /// <summary>Runs a command with them. It is decided on the version as of which they were added up, or again.</summary>
    public async Task<Budget> Run(ServerCallContext context, SetLineControlRequest request, Func<LineUses, Task<Budget>> command)
    {
        var areWanted = LineUses.AreWanted(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await command(areWanted ? await ReadAsync(context, request, attempt) : LineUses.None);
            }
            catch (Refusal refusal) when (refusal.Reason == ErrorReason.ConcurrentChange && areWanted && attempt < MostAttempts)
            {
            }
        }
    }

    private async Task<LineUses> ReadAsync(ServerCallContext context, SetLineControlRequest request, int attempt)
    {
        var call = RpcCall.Of(context);
        var id = call.Method.Target(request)!.Value.Id;
        if (await store.GetDocumentAsync<Budget>(call.Workspace, id, context.CancellationToken) is not { } budget
            || budget.Data.Lines.FirstOrDefault(line => line.LineId == request.Line) is not { Months.Count: 0 } line || line.HeldAmountMicros + line.SpentAmountMicros == 0)
            return LineUses.None;
        return new LineUses(
            budget.Version,
            attempt,
            [.. await SumAsync<Reservation>("reservations", "held_amount_micros"), .. await SumAsync<Expense>("expenses", "amount_micros", "refunded_amount_micros", "reversed_amount_micros")]);

        async Task<IEnumerable<(DateOnly, long)>> SumAsync<T>(string collection, params string[] fields)
            where T : class, IMessage<T>, new()
        {
            var query = new SumQuery(["effective_date"], fields) { Filter = new Filter.Comparison("line", Comparator.Equal, request.Line) };
            var days = await store.SumDocumentsAsync<T>(call.Workspace, $"{id}/{collection}/", query, context.CancellationToken);
            return days.Select(day => (DateOnly.ParseExact(day.Keys[0], "yyyyMMdd", CultureInfo.InvariantCulture), (long)(day.Totals[0] - day.Totals.Skip(1).Sum())));
        }
    }
}
