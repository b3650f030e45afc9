using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Tests.Partners;
using Completeness = OpsPlatform.Metrics.V1.MetricPoint.Types.Completeness;
using Grouping = OpsPlatform.Metrics.V1.QueryMetricsRequest.Types.Grouping;
using Status = OpsPlatform.Metrics.V1.KpiResult.Types.Status;
using SummaryState = OpsPlatform.Metrics.V1.ScoreSummary.Types.State;
using Trend = OpsPlatform.Metrics.V1.KpiResult.Types.Trend;
using Verdict = OpsPlatform.Metrics.V1.Scorecard.Types.Verdict;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Accounts against KPI sets.</summary>
public sealed class Scorecards(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "MET-01")]
    public async Task A_scorecard_says_what_is_met_missed_and_missing()
    {
        var account = await AccountAsync();
        await StoreAsync(
            Value(account, "plays", 11, 1000),
            Value(account, "completions", 11, 149), Value(account, "interactions", 11, 80), Value(account, "likes", 11, 120), Value(account, "forwards", 11, 60),
            Value(account, "plays", 10, 1000), Value(account, "completions", 10, 100));

        var card = await ScoreAsync("daily-five", 11, 11, account);
        card.Results.Select(result => (result.Metric, result.Status)).ShouldBe([
            ("completion-rate", Status.Missed), ("interaction-rate", Status.Met), ("like-rate", Status.Met), ("forward-rate", Status.Met), ("comment-rate", Status.NoData)]);
        var missed = card.Results[0];
        (missed.Actual, missed.Target, missed.Gap, missed.ScoreBps, missed.Trend, missed.ChangeBps).ShouldBe((1490, 1500, -10, 9933, Trend.Better, 4900));
        (card.Total.MetCount, card.Total.MissedCount, card.Total.NoDataCount, card.Total.State, card.Verdict).ShouldBe((3, 1, 1, SummaryState.Incomplete, Verdict.Optimisation));
        (card.KpiSet, card.AccountCount, card.ReviewDates.ShouldHaveSingleItem()).ShouldBe(($"{Workspace}/kpi-sets/daily-five", 1, March(18)));
    }

    [Fact]
    public async Task Each_platform_and_label_is_scored_by_itself_too()
    {
        var (good, bad) = (await AccountAsync("channels", "north", "flagship"), await AccountAsync("douyin", "north"));
        await StoreAsync(Value(good, "plays", 11, 100), Value(good, "likes", 11, 30), Value(bad, "plays", 11, 300), Value(bad, "likes", 11, 10));
        (await CardAsync(Grouping.Platform)).ShouldBe([($"{Workspace}/platforms/channels", 1, Status.Met), ($"{Workspace}/platforms/douyin", 1, Status.Missed)]);
        (await CardAsync(Grouping.Label)).ShouldBe([("flagship", 1, Status.Met), ("north", 2, Status.Missed)], "40 of 400 are less than 12 %");
        (await ScoreAsync("daily-five", 11, 11, good, bad)).Parts.ShouldBeEmpty();

        async Task<IEnumerable<(string, int, Status)>> CardAsync(Grouping grouping)
        {
            var card = await Metrics.GetScorecardAsync(new() { Parent = Workspace, KpiSet = "daily-five", StartDate = March(11), EndDate = March(11), Accounts = { good, bad }, GroupBy = grouping });
            card.AccountCount.ShouldBe(2);
            return card.Parts.Select(part => (part.Part, part.AccountCount, part.Results.Single(result => result.Metric == "like-rate").Status));
        }
    }

    [Fact, Trait("row", "MET-02"), Trait("row", "MET-27")]
    public async Task A_week_with_six_of_seven_days_is_partial()
    {
        var account = await AccountAsync();
        foreach (var day in Enumerable.Range(2, 7))
            await StoreAsync(Value(account, "interactions", day, 8), Value(account, "plays", day, 100));
        (await ScoreAsync("community-health", 2, 8, account)).Results[0].Total.Completeness.ShouldBe(Completeness.Passed);
        var late = (await ScoreAsync("community-health", 3, 9, account)).Results[0];
        (late.Status, late.Total.ThereCount, late.Total.ExpectedCount, late.Total.Completeness).ShouldBe((Status.Met, 6, 7, Completeness.Failed));
    }

    [Fact, Trait("row", "MET-20"), Trait("row", "EVA-03")]
    public async Task Followers_are_those_at_the_end_of_all_accounts_together()
    {
        var (first, second) = (await AccountAsync(), await AccountAsync());
        await StoreAsync(
            Value(first, "followers", 2, 1), Value(first, "followers", 5, 70_000), Value(second, "followers", 3, 30_000),
            Value(first, "followers", 8, 80_000), Value(first, "followers", 11, 85_000), Value(second, "followers", 9, 35_000));

        var followers = (await ScoreAsync("enterprise", 7, 11, first, second)).Results[0];
        (followers.Total.Value, followers.Previous.Value, followers.Actual, followers.Status).ShouldBe((120_000, 100_000, 2000, Status.Met));
        (followers.Total.ThereCount, followers.Total.ExpectedCount).ShouldBe((2, 2));

        await StoreAsync(Value(second, "followers", 10, 34_999));
        (await ScoreAsync("enterprise", 7, 11, first, second)).Results[0].Status.ShouldBe(Status.Missed);
    }

    [Fact]
    public async Task What_is_there_at_the_end_is_read_of_the_most_reliable_source_and_as_of_its_time()
    {
        var account = await AccountAsync();
        await StoreAsync(Value(account, "followers", 11, 900, MetricValue.Types.Source.SelfReport), Value(account, "followers", 11, 1000));
        var then = Server.Clock.GetUtcNow().ToTimestamp();
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await StoreAsync(Value(account, "followers", 11, 1100));

        (await FollowersAsync(null)).ShouldBe(1100);
        (await FollowersAsync(then)).ShouldBe(1000);

        async Task<long> FollowersAsync(Timestamp? time) =>
            (await QueryAsync(new() { Metrics = { "followers" }, Accounts = { account }, StartDate = March(1), EndDate = March(12), ReadTime = time })).Summary[0].Total.Value;
    }

    [Fact]
    public async Task A_workspace_s_own_set_is_kept_edited_and_deleted_softly()
    {
        var name = $"{Workspace}/kpi-sets/{NewId()}";
        var set = new KpiSet { DisplayName = "Spring", Kpis = { new Kpi { Metric = "like-rate", Target = 900 } } };
        var made = await Metrics.CreateKpiSetAsync(new() { Parent = Workspace, KpiSetId = name.Split('/')[^1], KpiSet = set });
        (made.Name, made.Kpis[0].Weight, made.BuiltIn).ShouldBe((name, 1, false));
        (await Metrics.GetKpiSetAsync(new() { Name = name })).ShouldBe(made);
        await Metrics.CreateKpiSetAsync(new() { Parent = Workspace, KpiSetId = name.Split('/')[^1], KpiSet = set }).Refused(ErrorReason.ResourceAlreadyExists);

        var edited = await Metrics.UpdateKpiSetAsync(new() { KpiSet = new KpiSet { Name = name, Horizon = KpiSet.Types.Horizon.Short, Etag = made.Etag } });
        (edited.DisplayName, edited.Horizon).ShouldBe(("Spring", KpiSet.Types.Horizon.Short));
        await Metrics.UpdateKpiSetAsync(new() { KpiSet = new KpiSet { Name = name, DisplayName = "Summer", Etag = made.Etag } }).Refused(ErrorReason.EtagMismatch);

        (await Metrics.DeleteKpiSetAsync(new() { Name = name })).DeleteTime.ShouldNotBeNull();
        (await ListAsync(false)).ShouldNotContain(name);
        (await ListAsync(true)).ShouldContain(name);
        await Metrics.UpdateKpiSetAsync(new() { KpiSet = new KpiSet { Name = name, DisplayName = "Summer" } }).Refused(ErrorReason.KpiSetDeleted);
        await Metrics.UndeleteKpiSetAsync(new() { Name = name });
        (await ListAsync(false)).ShouldContain(name);

        async Task<IEnumerable<string>> ListAsync(bool deleted) =>
            (await Metrics.ListKpiSetsAsync(new() { Parent = Workspace, PageSize = 1000, ShowDeleted = deleted })).KpiSets.Select(each => each.Name);
    }

    [Fact]
    public async Task Built_in_sets_are_there_for_all_and_nobody_changes_them()
    {
        var sets = (await Metrics.ListKpiSetsAsync(new() { Parent = Workspace, PageSize = 1000, Filter = "built_in = true" })).KpiSets;
        sets.Select(set => set.Name).ShouldContain($"{Workspace}/kpi-sets/daily-five");
        (await Server.Stranger.Metrics.GetKpiSetAsync(new() { Name = "workspaces/globex/kpi-sets/daily-five" })).Kpis.Count.ShouldBe(5);

        var name = $"{Workspace}/kpi-sets/daily-five";
        await Metrics.UpdateKpiSetAsync(new() { KpiSet = new KpiSet { Name = name, DisplayName = "Mine" } }).Refused(ErrorReason.KpiSetBuiltIn);
        await Metrics.DeleteKpiSetAsync(new() { Name = name }).Refused(ErrorReason.KpiSetBuiltIn);
        await Metrics.CreateKpiSetAsync(new() { Parent = Workspace, KpiSetId = "daily-five", KpiSet = new KpiSet { DisplayName = "Mine", Kpis = { new Kpi { Metric = "plays" } } } }).Refused(ErrorReason.KpiSetBuiltIn);
    }

    [Fact]
    public async Task An_old_report_comes_out_the_same_after_its_set_and_its_values_have_changed()
    {
        var account = await AccountAsync();
        var id = NewId();
        await Metrics.CreateKpiSetAsync(new() { Parent = Workspace, KpiSetId = id, KpiSet = new KpiSet { DisplayName = "Spring", Kpis = { new Kpi { Metric = "new-followers", Target = 100 } } } });
        await StoreAsync(Value(account, "new-followers", 11, 90));
        var then = Server.Clock.GetUtcNow().ToTimestamp();
        var before = await ScoreAsync(id, 11, 11, account);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));

        await Metrics.UpdateKpiSetAsync(new() { KpiSet = new KpiSet { Name = $"{Workspace}/kpi-sets/{id}", Kpis = { new Kpi { Metric = "new-followers", Target = 95 } } } });
        await StoreAsync(Value(account, "new-followers", 11, 96));
        (await ScoreAsync(id, 11, 11, account)).Results[0].Status.ShouldBe(Status.Met);

        (await Metrics.GetScorecardAsync(Asked(id, 11, 11, then, account))).ShouldBe(before);
        (before.Results[0].Gap, before.Results[0].Status).ShouldBe((-10, Status.Missed));
    }

    [Fact]
    public async Task To_whom_one_account_is_granted_the_scorecard_is_of_that_alone()
    {
        var (mine, other) = (await AccountAsync(), await AccountAsync());
        await StoreAsync(Value(mine, "new-followers", 11, 10), Value(other, "new-followers", 11, 5));
        using var admin = await Server.AdminAsync();
        var client = await admin.MakeClientAsync();
        await admin.GrantAsync(client, new() { Name = Workspace }, ["viewer"], resources: [mine]);
        using var caller = await Server.CallAsAsync(admin, client);
        Server.Clock.Advance(PartnerSteps.Soon);

        var card = await caller.Metrics.GetScorecardAsync(Asked("expected-effects", 11, 11, null));
        (card.AccountCount, card.Results.Single(result => result.Metric == "new-followers").Actual).ShouldBe((1, 10));
        await caller.Metrics.GetScorecardAsync(Asked("expected-effects", 11, 11, null, other)).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task What_is_the_workspace_s_own_is_not_shown_to_whom_only_an_account_is_granted()
    {
        var (account, id) = (await AccountAsync(), NewId());
        await StoreAsync(Value(account, "plays", 11, 10), Value(account, "likes", 11, 1));
        await Metrics.CreateKpiSetAsync(new() { Parent = Workspace, KpiSetId = id, KpiSet = new KpiSet { DisplayName = "Spring", Kpis = { new Kpi { Metric = "like-rate", Target = 900 } } } });
        await Metrics.SetFunnelModelAsync(new() { Name = $"{Workspace}/funnel-models/{id}", DisplayName = "Shop", Stages = { new FunnelStage { Stage = "play", Metric = "plays" } } });
        await Metrics.SetBenchmarkAsync(new() { Name = $"{Workspace}/benchmarks/{id}", Metric = "like-rate", Value = 900 });
        using var admin = await Server.AdminAsync();
        var client = await admin.MakeClientAsync();
        await admin.GrantAsync(client, new() { Name = Workspace }, ["viewer"], resources: [account]);
        using var caller = await Server.CallAsAsync(admin, client);
        Server.Clock.Advance(PartnerSteps.Soon);

        await caller.Metrics.GetScorecardAsync(Asked(id, 11, 11, null)).Refused(ErrorReason.ResourceNotFound);
        await caller.Metrics.GetFunnelAsync(new() { Parent = Workspace, FunnelModel = id, StartDate = March(11), EndDate = March(11) }).Refused(ErrorReason.ResourceNotFound);
        (await caller.Metrics.GetFunnelAsync(new() { Parent = Workspace, FunnelModel = "wechat", StartDate = March(11), EndDate = March(11) })).AccountCount.ShouldBe(1);
        var asked = new QueryMetricsRequest { Parent = Workspace, Metrics = { "like-rate" }, StartDate = March(11), EndDate = March(11), Industry = id };
        (await caller.Metrics.QueryMetricsAsync(asked)).Summary.ShouldHaveSingleItem().Benchmark.ShouldBeNull();
        (await Metrics.QueryMetricsAsync(asked)).Summary.ShouldHaveSingleItem().Benchmark.Value.ShouldBe(900);
    }

    [Fact]
    public async Task What_cannot_be_scored_is_refused()
    {
        (await Metrics.GetScorecardAsync(Asked("none-such", 1, 2, null)).Refused(ErrorReason.ResourceNotFound)).Fields.ShouldBe(["kpi_set"]);
        await Metrics.GetScorecardAsync(Asked("daily-five", 2, 1, null)).Refused(ErrorReason.MetricRangeInvalid);
        var last = new Google.Type.Date { Year = 9999, Month = 12, Day = 31 };
        (await Metrics.GetScorecardAsync(new() { Parent = Workspace, KpiSet = "growth-goals", StartDate = last, EndDate = last, PlanStartDate = last })).Total.KpiCount.ShouldBe(5);
        var first = new Google.Type.Date { Year = 1, Month = 1, Day = 1 };
        (await Metrics.GetScorecardAsync(new() { Parent = Workspace, KpiSet = "growth-goals", StartDate = first, EndDate = first })).Total.NoDataCount.ShouldBe(5);
    }

    private static string NewId() => $"k{Guid.NewGuid():N}";

    private async Task<Scorecard> ScoreAsync(string set, int start, int end, params string[] accounts) => await Metrics.GetScorecardAsync(Asked(set, start, end, null, accounts));

    private static GetScorecardRequest Asked(string set, int start, int end, Timestamp? time, params string[] accounts) =>
        new() { Parent = Workspace, KpiSet = set, StartDate = March(start), EndDate = March(end), ReadTime = time, Accounts = { accounts } };
}
