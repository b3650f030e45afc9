using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Metrics;

/// <summary>Reads accounts as a funnel.</summary>
internal sealed class FunnelQuery(MetricReader reader, MetricRegistry registry, BuiltInQuery<FunnelModel> models)
{
    public async Task<Funnel> Get(ServerCallContext context, GetFunnelRequest request)
    {
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var scope = await reader.OfAllAsync(context, request.Accounts, request.ReadTime);
        if (await models.FindAsync(scope.Workspace, request.FunnelModel, context.CancellationToken) is not { } model || !(model.BuiltIn || scope.Includes($"funnel-models/{request.FunnelModel}")))
            throw new Refusal(ErrorReason.ResourceNotFound, "funnel_model");
        var ids = model.Stages.Select(stage => stage.Metric).Distinct().ToArray();
        var metrics = await registry.FindAsync(scope.Workspace, ids, context.CancellationToken);
        var actuals = await reader.ReadAsync(scope, [.. ids.Select(id => metrics[id])], [range], context.CancellationToken);
        var funnel = FunnelRates.Of(model, range, request.HasBreakLimitBps ? request.BreakLimitBps : null, metrics, metric => actuals(MetricReader.All, metric)[0]);
        funnel.AccountCount = scope.Members[MetricReader.All].Count;
        return funnel;
    }
}
