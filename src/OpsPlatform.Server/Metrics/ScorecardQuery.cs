using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Metrics;

/// <summary>Scores accounts against a KPI set.</summary>
internal sealed class ScorecardQuery(MetricReader reader, MetricRegistry registry, BuiltInQuery<KpiSet> sets, HistoryQuery history, AggregateType<KpiSet> type)
{
    public async Task<Scorecard> Get(ServerCallContext context, GetScorecardRequest request)
    {
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var members = MetricReader.Members(await reader.AccountsAsync(context, request.Accounts), request.GroupBy);
        var scope = reader.Scope(context, members, request.ReadTime?.ToDateTimeOffset(), "");
        var set = await FindAsync(scope, request.KpiSet, context.CancellationToken);
        var ids = set.Kpis.Select(kpi => kpi.Metric).Distinct().ToArray();
        MetricReader.MustFit((long)members.Count * set.Kpis.Count);
        var metrics = await registry.FindAsync(scope.Workspace, ids, context.CancellationToken);
        var actuals = await reader.ReadAsync(scope with { Currency = set.CurrencyCode }, [.. ids.Select(id => metrics[id])], [range.Previous, range], context.CancellationToken);

        var card = Of(MetricReader.All);
        card.Parts.Add(members.Keys.Skip(1).Select(Of));
        return card;

        Scorecard Of(string part)
        {
            var scored = Scoring.Of(set, range, request.PlanStartDate is { } start ? MetricRange.Of(start, start).Start : null, metrics, metric => actuals(part, metric) is [var before, var now] ? (now, before) : default);
            (scored.Part, scored.AccountCount) = (part, members[part].Count);
            return scored;
        }
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
