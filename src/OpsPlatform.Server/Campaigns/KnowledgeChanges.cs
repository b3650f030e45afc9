using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Campaigns;

/// <summary>What has changed outside flags the lessons that are linked to it, in one append.</summary>
internal sealed class KnowledgeChanges(PostgresEventStore store, QueryRunner queries, CommandRunner<KnowledgeChange> changes, CommandRunner<Lesson> lessons)
{
    private const int MostFlagged = 100;

    public async Task<KnowledgeChange> Report(ServerCallContext context, ReportKnowledgeChangeRequest request)
    {
        var call = RpcCall.Of(context);
        var known = await store.GetDocumentAsync<KnowledgeChange>(call.Workspace, call.Method.Target(request)!.Value.Id, context.CancellationToken);
        var linked = await queries.All<Lesson>(context, new Filter.AnyOf([.. request.Tags.Select(tag => new Filter.Has("tags", tag))]));
        string[] unflagged = [.. linked.Select(lesson => lesson.Name).Except(known?.Data.FlaggedLessons ?? [])];
        string[] names = [.. unflagged.Take(MostFlagged)];
        var flag = new FlagLessonRequest { Trigger = request.Trigger, Reason = request.Reason };
        HashSet<string> earlier = [];
        return await changes.Run(
            context,
            request,
            (change, asked, decision) =>
            {
                earlier = [.. change.Root.FlaggedLessons];
                return KnowledgeChangeDecider.Report(change, asked, names, unflagged.Length - names.Length, decision);
            },
            change => change.Root,
            with: names.Select(name => lessons.Part(context, name, (lesson, decision) => earlier.Contains(name) ? [] : LessonDecider.Flag(lesson, flag, decision))));
    }
}
