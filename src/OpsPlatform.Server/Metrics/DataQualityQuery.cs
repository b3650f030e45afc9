using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;
using State = OpsPlatform.Metrics.V1.QualityScore.Types.State;

namespace OpsPlatform.Server.Metrics;

/// <summary>Judges whether what was recorded can be relied on (MET-27), and where sources differ (INT-02).</summary>
internal sealed class DataQualityQuery(MetricReader reader, MetricRegistry registry, MetricQuarantines quarantines, PostgresEventStore store)
{
    private const int WholeBps = 10_000;
    private const int UsualLimitBps = 9_500;
    private const int MostDeviations = 1000;

    /// <summary>As long as an analysis may take.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromHours(1);

    public async Task<DataQuality> Get(ServerCallContext context, GetDataQualityRequest request)
    {
        var range = MetricReader.Range(request.StartDate, request.EndDate);
        var scope = await reader.OfAllAsync(context, request.Accounts, null);
        var metrics = await registry.FindAsync(scope.Workspace, request.Metrics, context.CancellationToken);
        foreach (var id in request.Metrics)
            _ = metrics.Get(id, "metrics");
        var accounts = scope.Members[MetricReader.All];
        var excluded = await quarantines.ExcludedAsync(scope.Workspace, null, context.CancellationToken);
        var quality = await store.JudgeMetricsAsync(scope.Workspace, accounts, request.Metrics, range.Start, range.End, InTime, excluded, context.CancellationToken);
        var disagreements = await store.FindDisagreementsAsync(scope.Workspace, accounts, request.Metrics, range.Start, range.End, MostDeviations, excluded, context.CancellationToken);
        var limit = request.LimitBps > 0 ? request.LimitBps : UsualLimitBps;
        return new DataQuality
        {
            Completeness = Score(quality.Days, accounts.Count * request.Metrics.Count * range.DaysUntil(scope.Today)),
            Accuracy = Score(quality.Uncorrected, quality.Values),
            Timeliness = Score(quality.InTime, quality.Values),
            Deviations = { disagreements.Select(told => Deviation(scope.Workspace, told)) },
        };

        QualityScore Score(int good, int all)
        {
            var score = new QualityScore { GoodCount = good, AllCount = all };
            if (all == 0)
                return score;
            score.ShareBps = (int)Math.Min((long)good * WholeBps / all, WholeBps);
            score.State = (long)good * WholeBps >= (long)all * limit ? State.Passed : State.Failed;
            return score;
        }
    }

    private static MetricDeviation Deviation(string workspace, MetricDisagreement told) => new()
    {
        Account = $"workspaces/{workspace}/accounts/{told.Account}",
        Metric = told.Metric,
        Date = new() { Year = told.Day.Year, Month = told.Day.Month, Day = told.Day.Day },
        LowestValue = told.Lowest,
        LowestSource = (Source)told.LowestSource,
        HighestValue = told.Highest,
        HighestSource = (Source)told.HighestSource,
        DeviationBps = (int)(WholeBps * ((Int128)told.Highest - told.Lowest) / told.Highest),
        CurrencyCode = told.Currency,
    };
}
