using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Metrics;

/// <summary>Records audiences by their lifecycle models, and tells whether they are stale.</summary>
internal sealed class AudienceKeeping(
    CommandRunner<Audience> audiences, AggregateType<Audience> type, BuiltInQuery<LifecycleModel> models, QueryRunner queries, HistoryQuery history, PostgresEventStore store, TimeProvider time)
{
    public async Task<Audience> Record(ServerCallContext context, RecordAudienceRequest request)
    {
        var (workspace, name) = (RpcCall.Of(context).Workspace, RpcCall.Of(context).Method.Target(request)!.Value);

        // An audience keeps its model, so that what is read here beside the decision is what holds when it is taken.
        var id = request.LifecycleModel.Length > 0 ? request.LifecycleModel : (await store.GetDocumentAsync<Audience>(workspace, name.Id, context.CancellationToken))?.Data.LifecycleModel ?? "";
        var model = id.Length > 0 ? await models.FindAsync(workspace, id, context.CancellationToken) : null;
        if (model is null)
            throw new Refusal(ErrorReason.LifecycleModelUnknown, "lifecycle_model", ("lifecycle_model", id));
        return await audiences.Run(context, request, (audience, asked, decision) => AudienceDecider.Record(audience, asked, model, id, decision), audience => audience.Root);
    }

    public async Task<Audience> Get(ServerCallContext context, GetAudienceRequest request)
    {
        var audience = request.ReadTime is { } then ? await history.AsOf(context, request, type, then) : await queries.Get<Audience>(context, request);
        var found = audience.Clone();
        found.Finding = AudienceDecider.Finding(audience, DateOnly.FromDateTime((request.ReadTime?.ToDateTimeOffset() ?? time.GetUtcNow()).UtcDateTime));
        return found;
    }
}
