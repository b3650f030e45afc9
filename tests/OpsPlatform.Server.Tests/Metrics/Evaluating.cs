using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Cycle = OpsPlatform.Metrics.V1.Evaluation.Types.Cycle;
using State = OpsPlatform.Metrics.V1.Evaluation.Types.State;
using Trigger = OpsPlatform.Metrics.V1.Evaluation.Types.Trigger;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Periods that are over are evaluated once, and what came of them stays.</summary>
public sealed class Evaluating(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "MET-10"), Trait("row", "EVA-04")]
    public async Task A_quarter_is_evaluated_once_and_opens_an_optimisation_where_something_is_missed()
    {
        var (set, account) = (await SetAsync(), await AccountAsync());
        await StoreAsync(Value(account, "plays", 11, 100), Value(account, "likes", 11, 11));
        var quarter = Asked(set, Cycle.Quarter, 1, account);
        await Metrics.RecordEvaluationAsync(quarter).Refused(ErrorReason.EvaluationPeriodOpen);
        Server.Clock.Leap(TimeSpan.FromDays(30));
        var made = await Metrics.RecordEvaluationAsync(quarter);
        (made.Name, made.State, made.MissedMetrics).ShouldBe(($"{Workspace}/evaluations/{set}-quarter-2026-01-01", State.Optimisation, ["like-rate"]));
        await Metrics.RecordEvaluationAsync(quarter).Refused(ErrorReason.ResourceAlreadyExists);

        // What is corrected afterwards changes no evaluation, and the values as of then can still be read.
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await StoreAsync(Value(account, "likes", 11, 12));
        (await Metrics.GetEvaluationAsync(new() { Name = made.Name })).ShouldBe(made);
        (await ScoreAsync(made.ReadTime)).Total.MissedCount.ShouldBe(1);
        (await ScoreAsync(null)).Total.MissedCount.ShouldBe(0);

        (await Metrics.ListEvaluationsAsync(new() { Parent = Workspace, Filter = $"state = OPTIMISATION AND kpi_set = \"{set}\"" })).Evaluations.ShouldBe([made]);
        var closed = await Metrics.CloseEvaluationAsync(new() { Name = made.Name, Outcome = "Likes are back" });
        (closed.State, closed.Outcome).ShouldBe((State.Closed, "Likes are back"));
        (await Metrics.CloseEvaluationAsync(new() { Name = made.Name, Outcome = "Again" })).ShouldBe(closed);

        var better = await Metrics.RecordEvaluationAsync(Asked(set, Cycle.OffCycle, 3, account, asked => (asked.StartDate, asked.EndDate, asked.Trigger, asked.ChangeBps) = (March(1), March(31), Trigger.MarketChange, 2_500)));
        better.State.ShouldBe(State.ResourceBoost);
        await Metrics.CloseEvaluationAsync(new() { Name = better.Name, Outcome = "Nothing" }).Refused(ErrorReason.EvaluationState);
        var again = Asked(set, Cycle.OffCycle, 3, account, asked => (asked.StartDate, asked.EndDate, asked.Trigger, asked.ChangeBps) = (March(2), March(31), Trigger.MarketChange, 2_600));
        await Metrics.RecordEvaluationAsync(again).Refused(ErrorReason.ResourceAlreadyExists);

        async Task<Scorecard> ScoreAsync(Google.Protobuf.WellKnownTypes.Timestamp? readTime) =>
            await Metrics.GetScorecardAsync(new() { Parent = Workspace, KpiSet = set, Accounts = { account }, StartDate = made.StartDate, EndDate = made.EndDate, ReadTime = readTime });
    }

    [Fact, Trait("row", "MET-02")]
    public async Task A_month_is_closed_with_what_competitors_reach()
    {
        var (set, account, industry) = (await SetAsync(), await AccountAsync(), $"i{Guid.NewGuid():N}"[..20]);
        var month = Asked(set, Cycle.Month, 2, account);
        await Metrics.RecordEvaluationAsync(month).Refused(ErrorReason.EvaluationCompetitorsMissing);
        await Metrics.SetBenchmarkAsync(new() { Name = $"{Workspace}/benchmarks/{industry}", Metric = "like-rate", Value = 1000, Basis = "three months", Competitors = { new Competitor { DisplayName = "Globex", Value = 1100 } } });
        month.Evaluation.Industry = industry;
        (await Metrics.RecordEvaluationAsync(month)).ComparedMetrics.ShouldBe(["like-rate"]);
        await Metrics.RecordEvaluationAsync(Asked("no-such-set", Cycle.Month, 2, account)).Refused(ErrorReason.ResourceNotFound);
    }

    private async Task<string> SetAsync()
    {
        var id = $"e{Guid.NewGuid():N}"[..20];
        await Metrics.CreateKpiSetAsync(new() { Parent = Workspace, KpiSetId = id, KpiSet = new() { DisplayName = "Liked", Kpis = { new Kpi { Metric = "like-rate", Target = 1200 } } } });
        return id;
    }

    private static RecordEvaluationRequest Asked(string set, Cycle cycle, int month, string account, Action<Evaluation>? change = null)
    {
        var asked = new Evaluation { KpiSet = set, Cycle = cycle, StartDate = new() { Year = 2026, Month = month, Day = 1 }, Accounts = { account } };
        change?.Invoke(asked);
        return new() { Parent = Workspace, Evaluation = asked };
    }
}
