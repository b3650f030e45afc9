using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Campaigns;

/// <summary>What the lessons of a workspace tell together.</summary>
internal sealed class LessonQuery(PostgresEventStore store, QueryRunner queries, TimeProvider time)
{
    private const string Collection = "lessons/";

    public async Task<LessonReport> Report(ServerCallContext context) =>
        LessonReports.Of(await queries.All<Lesson>(context), time.GetUtcNow());

    public async Task<SearchLessonsResponse> Search(ServerCallContext context, SearchLessonsRequest request) =>
        new() { Hits = { LessonSearch.Find(await queries.All<Lesson>(context), request.Query, request.PageSize) } };

    /// <summary>Whether anything was learned in a campaign. Lessons are never deleted, so that what was true stays so.</summary>
    public async Task<bool> Has(ServerCallContext context, string campaign)
    {
        var query = new DocumentQuery(1) { Prefix = Collection, Filter = new Filter.Comparison("campaign", Comparator.Equal, campaign) };
        return (await store.ListDocumentsAsync<Lesson>(RpcCall.Of(context).Workspace, query, context.CancellationToken)).Documents.Count > 0;
    }
}
