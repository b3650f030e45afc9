using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using static OpsPlatform.Metrics.V1.Metric.Types;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>A workspace measures what no list of ours knows, and uses it like everything else.</summary>
public sealed class OwnMetrics(RunningServer server) : MetricTest(server)
{
    [Fact]
    public async Task They_are_recorded_imported_queried_scored_and_aimed_at()
    {
        var (saves, rate) = await MakeAsync();
        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 1, 1000), Value(account, "plays", 2, 3000));
        using (var import = Metrics.ImportMetrics())
        {
            await import.RequestStream.WriteAsync(new() { Parent = Workspace, Values = { Value(account, saves, 1, 100), Value(account, saves, 2, 100), Value(account, $"{saves}x", 2, 1) } });
            await import.RequestStream.CompleteAsync();
            (await import.ResponseStream.MoveNext(default)).ShouldBeTrue();
            import.ResponseStream.Current.Batch.RecordedCount.ShouldBe(2);
            import.ResponseStream.Current.Failures.ShouldHaveSingleItem().Reason.ShouldBe(ErrorReason.MetricNotKnown);
        }

        var series = (await QueryAsync(new() { Metrics = { saves, rate, "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2) })).Summary;
        series.Select(each => (each.Metric, each.Unit, each.Total.Value)).ShouldBe([(saves, Unit.Count, 200), (rate, Unit.Ratio, 500), ("plays", Unit.Count, 4000)], "5 %, from the sums: the mean of 10 % and 3.3 % is none");

        var set = (await Metrics.CreateKpiSetAsync(new() { Parent = Workspace, KpiSet = new() { DisplayName = "Saved", Kpis = { new Kpi { Metric = rate, Target = 500 } } } })).Name.Split('/')[^1];
        (await ScoreAsync()).Results.ShouldHaveSingleItem().Status.ShouldBe(Status.Met);
        (await Metrics.CreateGoalAsync(new() { Parent = Workspace, Goal = new() { DisplayName = "Saves", Metric = saves, Year = 2026, Target = 4000 } })).Metric.ShouldBe(saves);
        await Metrics.GetDataQualityAsync(new() { Parent = Workspace, Metrics = { saves }, Accounts = { account }, StartDate = March(1), EndDate = March(2) });
        await Metrics.SetFunnelModelAsync(new() { Name = $"{Workspace}/funnel-models/f{Guid.NewGuid():N}", DisplayName = "Saved", Stages = { new FunnelStage { Stage = "play", Metric = "plays" }, new FunnelStage { Stage = "save", Metric = saves } } });

        // Deleted, it is recorded no more, and what names it is read as before.
        await Metrics.DeleteMetricAsync(new() { Name = $"{Workspace}/metrics/{saves}" });
        (await RecordAsync(Value(account, saves, 3, 1))).Results.ShouldHaveSingleItem().Reason.ShouldBe(ErrorReason.MetricNotKnown);
        (await ScoreAsync()).Results.ShouldHaveSingleItem().Status.ShouldBe(Status.Met);
        await Metrics.QueryMetricsAsync(new() { Parent = Workspace, Metrics = { saves }, Accounts = { account }, StartDate = March(1), EndDate = March(2) }).Refused(ErrorReason.MetricNotKnown);
        await Metrics.UndeleteMetricAsync(new() { Name = $"{Workspace}/metrics/{saves}" });
        await StoreAsync(Value(account, saves, 3, 1));

        async Task<Scorecard> ScoreAsync() => await Metrics.GetScorecardAsync(new() { Parent = Workspace, KpiSet = set, Accounts = { account }, StartDate = March(1), EndDate = March(2) });
    }

    [Fact]
    public async Task They_stand_beside_the_built_in_ones_which_nobody_changes()
    {
        var (saves, _) = await MakeAsync();
        var edited = await Metrics.UpdateMetricAsync(new() { Metric = new() { Name = $"{Workspace}/metrics/{saves}", DisplayName = "Bookmarks" } });
        (edited.DisplayName, edited.Unit, edited.BuiltIn).ShouldBe(("Bookmarks", Unit.Count, false));
        (await Metrics.GetMetricAsync(new() { Name = edited.Name })).ShouldBe(edited);
        (await Metrics.ListMetricsAsync(new() { Parent = Workspace, Filter = "class = OWN" })).Metrics.ShouldContain(edited);
        (await Metrics.ListMetricsAsync(new() { Parent = Workspace, Filter = "built_in = true", PageSize = 1000 })).Metrics.ShouldContain(metric => metric.MetricId == "plays");
        await Metrics.DeleteMetricAsync(new() { Name = edited.Name });
        (await Metrics.ListMetricsAsync(new() { Parent = Workspace, PageSize = 1000 })).Metrics.ShouldNotContain(metric => metric.MetricId == saves);
        (await Metrics.ListMetricsAsync(new() { Parent = Workspace, PageSize = 1000, ShowDeleted = true })).Metrics.ShouldContain(metric => metric.MetricId == saves);

        await Metrics.UpdateMetricAsync(new() { Metric = new() { Name = $"{Workspace}/metrics/plays", DisplayName = "Views" } }).Refused(ErrorReason.MetricBuiltIn);
        await Metrics.DeleteMetricAsync(new() { Name = $"{Workspace}/metrics/plays" }).Refused(ErrorReason.MetricBuiltIn);
        await Metrics.CreateMetricAsync(new() { Parent = Workspace, MetricId = "plays", Metric = new() { DisplayName = "Plays", Unit = Unit.Count, Aggregation = Aggregation.Sum } }).Refused(ErrorReason.MetricBuiltIn);
        var other = await Server.Stranger.Metrics.ListMetricsAsync(new() { Parent = "workspaces/globex", PageSize = 1000, ShowDeleted = true });
        other.Metrics.ShouldNotContain(metric => metric.MetricId == saves);
    }

    /// <summary>How often something was saved, and how often of its plays.</summary>
    private async Task<(string Saves, string Rate)> MakeAsync()
    {
        var saves = $"saves-{Guid.NewGuid():N}"[..20];
        await Metrics.CreateMetricAsync(new() { Parent = Workspace, MetricId = saves, Metric = new() { DisplayName = "Saves", Unit = Unit.Count, Aggregation = Aggregation.Sum, Direction = Direction.HigherIsBetter } });
        var rate = await Metrics.CreateMetricAsync(new()
        {
            Parent = Workspace,
            MetricId = $"{saves}-rate",
            Metric = new() { DisplayName = "Save rate", Unit = Unit.Ratio, Aggregation = Aggregation.Quotient, NumeratorMetricId = saves, DenominatorMetricId = "plays", Direction = Direction.HigherIsBetter },
        });
        return (saves, rate.MetricId);
    }
}
