using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Metrics;

/// <summary>Reads accounts as a funnel.</summary>
internal sealed class FunnelQuery(MetricReader reader, BuiltInQuery<FunnelModel> models)
{
    private const string All = "";

    public async Task<Funnel> Get(ServerCallContext context, GetFunnelRequest request)
    {
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var accounts = await reader.AccountsAsync(context, request.Accounts);
        var members = new Dictionary<string, List<string>> { [All] = [.. accounts.Select(MetricReader.Id)] };
        var scope = reader.Scope(context, members, request.ReadTime?.ToDateTimeOffset(), "");
        var model = await models.FindAsync(scope.Workspace, request.FunnelModel, context.CancellationToken) ?? throw new Refusal(ErrorReason.ResourceNotFound, "funnel_model");
        Metric[] metrics = [.. model.Stages.Select(stage => stage.Metric).Distinct().Select(id => BuiltInMetrics.Find(id)!)];
        var actuals = await reader.ReadAsync(scope, metrics, [range], context.CancellationToken);
        var funnel = FunnelRates.Of(model, range, request.HasBreakLimitBps ? request.BreakLimitBps : null, metric => actuals(All, metric)[0]);
        funnel.AccountCount = accounts.Count;
        return funnel;
    }
}
