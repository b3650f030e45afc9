using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Contents;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Contents;

/// <summary>Reads the contents that a calendar or a mix is about.</summary>
internal sealed class PlanQuery(PostgresEventStore store, QueryRunner queries)
{
    private const int Page = 1000;

    public async Task<Calendar> Calendar(ServerCallContext context, GetCalendarRequest request) =>
        Calendars.Of(request, (await ReadAsync(context, Calendars.Range(request), request.Accounts)).Take(Page));

    public async Task<Mix> Mix(ServerCallContext context, GetMixRequest request)
    {
        var range = PlanRange.Of(request.StartDate, request.EndDate, request.HasUtcOffsetMinutes ? request.UtcOffsetMinutes : null, Mixes.MostDays);
        return Mixes.Of(request, await ReadAsync(context, range, request.Accounts));
    }

    /// <exception cref="Refusal">One of the accounts is not there.</exception>
    private async Task<List<Content>> ReadAsync(ServerCallContext context, PlanRange range, RepeatedField<string> accounts)
    {
        var (workspace, cancellation) = (RpcCall.Of(context).Workspace, context.CancellationToken);
        foreach (var account in accounts)
            await queries.Named<Account>(context, account);
        List<Filter> all =
        [
            new Filter.Comparison("slot_time", Comparator.GreaterOrEqual, Literal(range.StartTime)),
            new Filter.Comparison("slot_time", Comparator.Less, Literal(range.EndTime)),
        ];
        if (accounts.Count > 0)
            all.Add(new Filter.AnyOf([.. accounts.Select(account => new Filter.Comparison("account", Comparator.Equal, account))]));

        var (contents, query) = (new List<Content>(), new DocumentQuery(Page) { Filter = new Filter.AllOf(all), Order = [new OrderKey("slot_time")] });
        do
        {
            var page = await store.ListDocumentsAsync<Content>(workspace, query, cancellation);
            contents.AddRange(page.Documents.Select(document => document.Data));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return contents;
    }

    private static string Literal(DateTimeOffset time) => time.ToTimestamp().ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ", null);
}
