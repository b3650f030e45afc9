using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Metrics;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;

namespace OpsPlatform.Server.Budgets;

/// <summary>Reads what a budget's return is computed from, as of a time: spending from the ledger, the rest from metrics.</summary>
internal sealed class ReturnQuery(PostgresEventStore store, QueryRunner queries, MetricReader metrics, TimeProvider time)
{
    private const int Page = 1000;

    private static readonly EventFields Fields = new(
        new Dictionary<string, EventColumn> { ["kind"] = EventColumn.Type, ["post_time"] = EventColumn.Time },
        BudgetsEventsReflection.Descriptor.MessageTypes);

    private static readonly Filter ChangesSpent = new Filter.AnyOf([.. Ledger.EventTypesOf(Account.Spent, Account.Paid).Select(type => new Filter.Comparison("kind", Comparator.Equal, type))]);

    public async Task<ReturnReport> Get(ServerCallContext context, GetReturnRequest request)
    {
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var budget = await queries.Get<Budget>(context, request);
        var question = new ReturnQuestion(budget, request);
        var now = time.GetUtcNow();
        var asOf = request.ReadTime?.ToDateTimeOffset() ?? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));

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
        var spent = new Dictionary<string, long>();
        var query = new StreamQuery(Page)
        {
            Fields = Fields,
            Filter = new Filter.AllOf(
            [
                ChangesSpent,
                new Filter.Comparison("effective_date", Comparator.GreaterOrEqual, $"{range.Start:yyyy-MM-dd}"),
                new Filter.Comparison("effective_date", Comparator.LessOrEqual, $"{range.End:yyyy-MM-dd}"),
                new Filter.Comparison("post_time", Comparator.LessOrEqual, asOf.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null)),
            ]),
        };
        var name = ResourceName.Parse(budget.Name)!.Value;
        do
        {
            var page = await store.ReadStreamAsync(name.Workspace, name.Stream, query, context.CancellationToken);
            foreach (var stored in page.Events)
            {
                if (Ledger.Entry(budget, new Recorded(stored.Data, stored.Version, stored.Time), stored.Headers.Actor) is { } entry)
                    spent[entry.Line] = spent.GetValueOrDefault(entry.Line) + entry.SpentChange();
            }

            query = query with { AfterVersion = page.NextVersion };
        }
        while (query.AfterVersion is not null);
        return spent;
    }
}
