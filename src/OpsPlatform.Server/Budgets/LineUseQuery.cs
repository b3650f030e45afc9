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

/// <summary>Adds up what is held and spent of lines that get their first plan after they were used.</summary>
internal sealed class LineUseQuery(PostgresEventStore store)
{
    /// <summary>A budget that changes all the time is refused in the end, and the caller asks again when it is quiet.</summary>
    private const int MostAttempts = 5;

    /// <summary>Runs a command with them. It is decided on the version as of which they were added up, or again.</summary>
    /// <param name="wanted">The lines that the request may give a plan to.</param>
    public async Task<Budget> Run(ServerCallContext context, IMessage request, IEnumerable<string> wanted, Func<LineUses, Task<Budget>> command)
    {
        string[] lines = [.. wanted];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await command(lines.Length == 0 ? LineUses.None : await ReadAsync(context, request, lines, attempt));
            }
            catch (Refusal refusal) when (refusal.Reason == ErrorReason.ConcurrentChange && lines.Length > 0 && attempt < MostAttempts)
            {
            }
        }
    }

    private async Task<LineUses> ReadAsync(ServerCallContext context, IMessage request, string[] lines, int attempt)
    {
        var call = RpcCall.Of(context);
        var id = call.Method.Target(request)!.Value.Id;
        if (await store.GetDocumentAsync<Budget>(call.Workspace, id, context.CancellationToken) is not { } budget)
            return LineUses.None;
        var uses = new List<(string, DateOnly, long)>();
        foreach (var line in budget.Data.Lines.Where(line => lines.Contains(line.LineId) && line.Months.Count == 0 && line.HeldAmountMicros + line.SpentAmountMicros != 0))
        {
            await AddAsync<Reservation>("reservations", "held_amount_micros");
            await AddAsync<Expense>("expenses", "amount_micros", "refunded_amount_micros", "reversed_amount_micros");

            async Task AddAsync<T>(string collection, params string[] fields)
                where T : class, IMessage<T>, new()
            {
                var query = new SumQuery(["effective_date"], fields) { Filter = new Filter.Comparison("line", Comparator.Equal, line.LineId) };
                foreach (var day in await store.SumDocumentsAsync<T>(call.Workspace, $"{id}/{collection}/", query, context.CancellationToken))
                    uses.Add((line.LineId, DateOnly.ParseExact(day.Keys[0], "yyyyMMdd", CultureInfo.InvariantCulture), (long)(day.Totals[0] - day.Totals.Skip(1).Sum())));
            }
        }

        return new LineUses(budget.Version, attempt, uses);
    }
}
