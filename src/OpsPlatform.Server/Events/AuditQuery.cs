using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Events.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Pipeline;
using Event = OpsPlatform.Events.V1.Event;

namespace OpsPlatform.Server.Events;

/// <summary>Tells who has done what in a workspace, and what it changed.</summary>
internal sealed class AuditQuery(PostgresEventStore store, KnownClients clients, IEnumerable<IStreamHistory> histories, UnservedFields unserved)
{
    /// <summary>What an event has changed is found by folding all before it.</summary>
    private const long MostFolded = 20_000;
    private const int PageSize = 1000;

    private static readonly Dictionary<string, EventColumn> Columns = new()
    {
        ["position"] = EventColumn.Position,
        ["resource"] = EventColumn.Stream,
        ["version"] = EventColumn.Version,
        ["type"] = EventColumn.Type,
        ["event_time"] = EventColumn.Time,
        ["principal"] = EventColumn.Actor,
        ["client"] = EventColumn.Client,
        ["request_id"] = EventColumn.RequestId,
    };

    private static readonly EventFields Fields = new(Columns, []);

    private readonly Dictionary<string, IStreamHistory> _histories = histories.ToDictionary(history => history.Collection);

    public async Task<ListEventsResponse> List(ServerCallContext context, ListEventsRequest request)
    {
        var workspace = RpcCall.Of(context).Workspace;
        var list = ListQuery.Parse(Event.Descriptor, request, Columns.Keys);
        var after = list.After is { } key ? Position(key) : (long?)null;

        var (rows, hasMore) = await store.ListEventsAsync(workspace, list.Filter?.WithLiterals((field, literal) => Stored(field, literal, workspace)), Fields, Backward(list.Order), after, list.PageSize, ListQuery.MostPageBytes, context.CancellationToken);
        var response = new ListEventsResponse { NextPageToken = hasMore ? list.NextPageToken($"{rows[^1].Position}") : "" };
        foreach (var row in rows)
            response.Events.Add(await EventAsync(workspace, row, context.CancellationToken));
        return response;
    }

    public async Task<Event> Get(ServerCallContext context, GetEventRequest request)
    {
        var workspace = RpcCall.Of(context).Workspace;
        var position = Position(request.Name.LastId());
        var rows = await store.ReadChainAsync(workspace, position - 1, position, 1, context.CancellationToken);
        var row = rows.SingleOrDefault() ?? throw new Refusal(ErrorReason.ResourceNotFound, "");
        var told = await EventAsync(workspace, row, context.CancellationToken);
        if (row.Version <= MostFolded && _histories.TryGetValue(row.Stream[..row.Stream.IndexOf('/')], out var history))
            told.Changes.Add(history.LastChanges(told.Resource, await HistoryAsync(workspace, row, context.CancellationToken)).Select(Change));
        return told;
    }

    private async Task<Event> EventAsync(string workspace, ChainedRow row, CancellationToken cancellation)
    {
        var client = row.Headers.Client.Length == 0 ? null : await clients.FindAsync(row.Headers.Client, cancellation);
        return new Event
        {
            Name = $"workspaces/{workspace}/events/{row.Position}",
            Position = row.Position,
            Resource = ResourceName.RootOf(workspace, row.Stream),
            Version = row.Version,
            Type = row.Type,
            EventTime = row.Time.ToTimestamp(),
            Principal = row.Headers.Actor,
            Client = row.Headers.Client.Length == 0 ? "" : $"clients/{row.Headers.Client}",
            Partner = client?.Partner ?? "",
            Origin = row.Headers.Origin ?? "",
            RequestId = row.Headers.RequestId,
            Trace = row.Headers.Trace,
            DataJson = unserved.Without(row.Type, row.Json),
        };
    }

    private async Task<List<StoredEvent>> HistoryAsync(string workspace, ChainedRow last, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        for (long? after = 0; after is not null && events.Count < last.Version;)
        {
            var page = await store.ReadStreamAsync(workspace, last.Stream, new StreamQuery(PageSize) { AfterVersion = after }, cancellation);
            events.AddRange(page.Events.Where(stored => stored.Version <= last.Version));
            after = page.NextVersion;
        }

        return events;
    }

    private static Event.Types.Change Change(ResourceChange change) => new()
    {
        Resource = change.Name,
        BeforeJson = change.Before is null ? "" : UnservedFields.Json(change.Before),
        AfterJson = UnservedFields.Json(change.After),
    };

    /// <summary>A literal in terms of what is stored: ids for names.</summary>
    private static string Stored(string field, string literal, string workspace) => field switch
    {
        "resource" when literal.StartsWith($"workspaces/{workspace}/", StringComparison.Ordinal) => literal[$"workspaces/{workspace}/".Length..],
        "client" when literal.StartsWith("clients/", StringComparison.Ordinal) => literal["clients/".Length..],
        _ => literal,
    };

    private static long Position(string key) => long.TryParse(key, out var position) ? position : throw new Refusal(ErrorReason.PageTokenInvalid, "page_token");

    private static bool Backward(IReadOnlyList<OrderKey> order) => order switch
    {
        [] => false,
        [{ Field: "position" } only] => only.Descending,
        _ => throw new Refusal(ErrorReason.OrderByInvalid, "order_by", ("problem", new Sentence("events are ordered by `position` or `position desc` only", "事件只能按 `position` 或 `position desc` 排序"))),
    };
}
