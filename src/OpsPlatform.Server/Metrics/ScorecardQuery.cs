using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Metrics;

/// <summary>Scores accounts against a KPI set.</summary>
internal sealed class ScorecardQuery(MetricReader reader, BuiltInQuery<KpiSet> sets, HistoryQuery history, AggregateType<KpiSet> type)
{
    public async Task<Scorecard> Get(ServerCallContext context, GetScorecardRequest request)
    {
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var scope = await reader.OfAllAsync(context, request.Accounts, request.ReadTime);
        var set = await FindAsync(scope, request.KpiSet, context.CancellationToken);
        Metric[] metrics = [.. set.Kpis.Select(kpi => kpi.Metric).Distinct().Select(id => BuiltInMetrics.Find(id)!)];
        var actuals = await reader.ReadAsync(scope with { Currency = set.CurrencyCode }, metrics, [range.Previous, range], context.CancellationToken);

        var card = Scoring.Of(set, range, request.PlanStartDate is { } start ? MetricRange.Of(start, start).Start : null, metric => actuals(MetricReader.All, metric) is [var before, var now] ? (now, before) : default);
        card.AccountCount = scope.Members[MetricReader.All].Count;
        return card;
    }

    /// <summary>As of the time that is asked about: a set that was edited since does not change an old report.</summary>
    private async Task<KpiSet> FindAsync(MetricScope scope, string id, CancellationToken cancellation)
    {
        var stream = $"kpi-sets/{id}";
        if (await sets.FindAsync(scope.Workspace, id, cancellation) is not { } set || !(set.BuiltIn || scope.Includes(stream)))
            throw new Refusal(ErrorReason.ResourceNotFound, "kpi_set");
        return set.BuiltIn || scope.AsOf is not { } time ? set : await history.AsOf(scope.Workspace, stream, type, time, cancellation);
    }
}
