using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Budgets;

/// <summary>Forecasts a budget from its days.</summary>
internal sealed class ForecastQuery(PostgresEventStore store, QueryRunner queries, BudgetMonths months, TimeProvider time)
{
    public async Task<Forecast> Get(ServerCallContext context, GetForecastRequest request)
    {
        var call = RpcCall.Of(context);
        var position = await queries.Position(context, months);
        var budget = await queries.Get<Budget>(context, request);
        var days = await store.EnumerateDocumentsAsync<BudgetDay>(call.Workspace, $"{call.Method.Target(request)!.Value.Id}/days/", cancellation: context.CancellationToken).ToListAsync(context.CancellationToken);
        var forecast = SpendingForecast.Of(budget, request, days, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        forecast.Position = position;
        return forecast;
    }
}
