using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Budgets;

/// <summary>Sums expenses into a cost sheet.</summary>
internal sealed class CostSheetQuery(PostgresEventStore store, QueryRunner queries)
{
    public async Task<CostSheet> Get(ServerCallContext context, GetCostSheetRequest request)
    {
        var call = RpcCall.Of(context);
        var budget = await queries.Get<Budget>(context, request);
        if (request.Content.Length > 0)
            await queries.Named<Content>(context, request.Content, "content");
        Filter?[] filters = [ListQuery.Parse(Expense.Descriptor, request).Filter, request.Content.Length == 0 ? null : new Filter.Comparison("cost_object.content", Comparator.Equal, request.Content)];
        var query = new SumQuery(["cost_item"], ["amount_micros", "refunded_amount_micros", "reversed_amount_micros"]) { Filter = new Filter.AllOf([.. filters.OfType<Filter>()]) };
        var sums = await store.SumDocumentsAsync<Expense>(call.Workspace, $"{call.Method.Target(request)!.Value.Id}/expenses/", query, context.CancellationToken);
        return CostSheets.Of(budget, request.Content, sums.Select(sum => CostSheets.Item(sum.Keys[0], sum.Totals[0], sum.Totals[1], sum.Totals[2], (int)sum.Count)));
    }
}
