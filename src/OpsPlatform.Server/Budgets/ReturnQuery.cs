using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Metrics;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Budgets;

/// <summary>Reads what a budget's return is computed from, as of a time: spending from the ledger, the rest from metrics.</summary>
internal sealed class ReturnQuery(PostgresEventStore store, QueryRunner queries, MetricReader metrics, AccessControl access, TimeProvider time)
{
    private const string MetricsPermission = "metrics.read";

    private static readonly Filter ChangesSpent = new Filter.AnyOf([.. Ledger.SpentSigns.Keys.Select(type => new Filter.Comparison("kind", Comparator.Equal, type))]);

    public async Task<ReturnReport> Get(ServerCallContext context, GetReturnRequest request)
    {
        if (request.Accounts.Count > 0 || request.LifetimeValues.Any(asked => asked.Accounts.Count > 0))
            await access.MustAllowAsync(RpcCall.Of(context), MetricsPermission, context.CancellationToken);
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var budget = await queries.Get<Budget>(context, request);
        var question = new ReturnQuestion(budget, request);
        var asOf = request.ReadTime?.ToDateTimeOffset() ?? time.Now();

        var members = new Dictionary<string, List<string>> { [MetricReader.All] = await AccountsAsync(context, request.Accounts) };
        foreach (var asked in request.LifetimeValues)
            members.Add(asked.Line, await AccountsAsync(context, asked.Accounts));
        var actuals = await metrics.ReadAsync(metrics.Scope(context, members, asOf, budget.CurrencyCode), question.Metrics, [range], context.CancellationToken);
        return BudgetReturns.Of(budget, question, new(await SpentAsync(context, budget, range, asOf), (group, metric) => actuals(group, metric)[0], asOf));
    }

    /// <summary>None where none is named: who may read a budget need not be one who may read all accounts.</summary>
    private async Task<List<string>> AccountsAsync(ServerCallContext context, RepeatedField<string> names) =>
        names.Count == 0 ? [] : [.. (await metrics.AccountsAsync(context, names)).Select(MetricReader.Id)];

    private async Task<Dictionary<string, long>> SpentAsync(ServerCallContext context, Budget budget, MetricRange range, DateTimeOffset asOf)
    {
        var name = ResourceName.Parse(budget.Name)!.Value;
        var query = new SumQuery(["line", "kind"], ["amount_micros"])
        {
            Filter = new Filter.AllOf(
            [
                ChangesSpent,
                new Filter.Comparison("effective_date", Comparator.GreaterOrEqual, $"{range.Start:yyyy-MM-dd}"),
                new Filter.Comparison("effective_date", Comparator.LessOrEqual, $"{range.End:yyyy-MM-dd}"),
                new Filter.Comparison("post_time", Comparator.LessOrEqual, asOf.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null)),
            ]),
        };
        return (await store.SumStreamAsync(name.Workspace, name.Stream, query, LedgerQuery.Fields, context.CancellationToken))
            .GroupBy(sum => sum.Keys[0]).ToDictionary(line => line.Key, line => long.CreateSaturating(line.Sum(sum => Ledger.SpentSigns[sum.Keys[1]] * sum.Totals[0])));
    }
}
