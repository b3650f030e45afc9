using System.Globalization;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Budgets;

/// <summary>Reads the ledger out of a budget's stream: its entries are its events, and are not stored a second time.</summary>
internal sealed class LedgerQuery(PostgresEventStore store, QueryRunner queries)
{
    private static readonly Dictionary<string, EventColumn> Columns = new() { ["kind"] = EventColumn.Type, ["post_time"] = EventColumn.Time, ["principal"] = EventColumn.Actor };

    /// <summary>What can be asked of the events behind entries, by the names that entries have for it.</summary>
    public static readonly EventFields Fields = new(Columns, BudgetsEventsReflection.Descriptor.MessageTypes);

    /// <summary>What the events of the ledger have; the rest of an entry follows from the budget and the kind.</summary>
    private static readonly string[] Named = [.. Columns.Keys, .. Ledger.Fields];

    private static readonly Filter MovesMoney = new Filter.AnyOf([.. Ledger.EventTypes.Values.Select(type => new Filter.Comparison("kind", Comparator.Equal, type))]);

    public async Task<ListEntriesResponse> List(ServerCallContext context, ListEntriesRequest request)
    {
        var call = RpcCall.Of(context);
        var parent = call.Method.Target(request)!.Value;
        var budget = await queries.Find<Budget>(call.Workspace, parent.Id, context.CancellationToken);
        var list = ListQuery.Parse(LedgerEntry.Descriptor, request, Named);
        var query = new StreamQuery(list.PageSize)
        {
            MostBytes = ListQuery.MostPageBytes,
            Fields = Fields,
            Filter = list.Filter is { } filter ? new Filter.AllOf([MovesMoney, filter.WithLiterals(Stored)]) : MovesMoney,
            Backward = Backward(list.Order),
            AfterVersion = list.After is { } after ? Version(after) : null,
        };
        var page = await store.ReadStreamAsync(call.Workspace, parent.Stream, query, context.CancellationToken);
        return new ListEntriesResponse
        {
            Entries = { page.Events.Select(stored => Ledger.Entry(budget, new Recorded(stored.Data, stored.Version, stored.Time), stored.Headers.Actor)) },
            NextPageToken = page.NextVersion is { } next ? list.NextPageToken(next.ToString()) : "",
        };
    }

    public async Task<Balances> BalancesAsync(ServerCallContext context, GetBalancesRequest request)
    {
        var call = RpcCall.Of(context);
        var target = call.Method.Target(request)!.Value;
        var budget = await queries.Find<Budget>(call.Workspace, target.Id, context.CancellationToken);
        if (request.ReadTime is { } until && until < budget.CreateTime)
            throw new Refusal(ErrorReason.ResourceNotFound, "");
        Filter[] filters =
        [
            MovesMoney,
            .. request.ReadTime is { } read ? [new Filter.Comparison("post_time", Comparator.LessOrEqual, $"{read.ToDateTime():O}")] : Array.Empty<Filter>(),
            .. request.EffectiveDate is { } date ? [new Filter.Comparison("effective_date", Comparator.LessOrEqual, $"{date.Year:0000}-{date.Month:00}-{date.Day:00}")] : Array.Empty<Filter>(),
        ];
        var sums = await store.SumStreamAsync(call.Workspace, target.Stream, new SumQuery(["kind", "line"], ["amount_micros"]) { Filter = new Filter.AllOf(filters) }, Fields, context.CancellationToken);
        return Ledger.Balances(budget, [.. sums.Select(sum => (sum.Keys[0], sum.Keys[1], long.CreateSaturating(sum.Totals[0])))]);
    }

    /// <summary>The event behind an entry that a request names.</summary>
    public async Task<Recorded> FindAsync(ServerCallContext context, ReverseEntryRequest request)
    {
        var call = RpcCall.Of(context);
        var version = long.Parse(request.Entry, CultureInfo.InvariantCulture);
        var page = await store.ReadStreamAsync(call.Workspace, call.Method.Target(request)!.Value.Stream, new StreamQuery(1) { AfterVersion = version - 1 }, context.CancellationToken);
        var found = page.Events.FirstOrDefault(stored => stored.Version == version && Ledger.Events.Contains(stored.Data.Descriptor)) ?? throw new Refusal(ErrorReason.ResourceNotFound, "");
        return new Recorded(found.Data, found.Version, found.Time);
    }

    private static long Version(string key) => long.TryParse(key, out var version) ? version : throw new Refusal(ErrorReason.PageTokenInvalid, "page_token");

    private static bool Backward(IReadOnlyList<OrderKey> order) => order switch
    {
        [] => false,
        [{ Field: "post_time" } only] => only.Descending,
        _ => throw new Refusal(ErrorReason.OrderByInvalid, "order_by", ("problem", new Sentence("the ledger is ordered by `post_time` or `post_time desc` only", "账目只能按 `post_time` 或 `post_time desc` 排序"))),
    };

    /// <summary>A literal in terms of what is stored: types of events for kinds, ids for names.</summary>
    private static string Stored(string field, string literal) => field switch
    {
        "kind" => EventType(literal),
        _ when Ledger.Children.ContainsKey(field) => literal.LastId(),
        _ => literal,
    };

    /// <summary>No entry is of an unspecified kind, and no event of a nameless type.</summary>
    private static string EventType(string kind) =>
        Ledger.EventTypes.GetValueOrDefault((Kind)LedgerEntry.Descriptor.FindFieldByName("kind").EnumType.FindValueByName(kind).Number, "");
}
