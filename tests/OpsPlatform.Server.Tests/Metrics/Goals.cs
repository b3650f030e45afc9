using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using State = OpsPlatform.Metrics.V1.QualityScore.Types.State;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Goals of a year, and whether what they are judged by can be relied on.</summary>
public sealed class Goals(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "MET-18")]
    public async Task A_goal_changes_when_a_second_principal_approves()
    {
        using var boss = await Server.ProvisionAsync("acme", "acme-metrics-boss", "metrics.approve", "metrics.read");
        var id = $"g{Guid.NewGuid():N}";
        var goal = new Goal { DisplayName = "Core fans' repurchase", Metric = "repurchase-rate", Measure = Kpi.Types.Measure.Relative, Year = 2026, Target = 2000 };
        await Metrics.CreateGoalAsync(new() { Parent = Workspace, GoalId = id, Goal = new(goal) { QuarterTargets = { 500, 500, 500, 499 } } }).Refused(ErrorReason.GoalQuartersUnequal);
        var made = await Metrics.CreateGoalAsync(new() { Parent = Workspace, GoalId = id, Goal = goal });
        made.QuarterTargets.ShouldBe([500, 500, 500, 500]);

        await boss.Metrics.ApproveGoalRevisionAsync(new() { Name = made.Name }).Refused(ErrorReason.GoalRevisionMissing);
        await Metrics.ProposeGoalRevisionAsync(new() { Name = made.Name, Target = 2400, Reason = "The spring went well" });
        await Metrics.ApproveGoalRevisionAsync(new() { Name = made.Name }).Refused(ErrorReason.GoalRevisionOwn);
        (await Metrics.GetGoalAsync(new() { Name = made.Name })).Target.ShouldBe(2000);
        var revised = await boss.Metrics.ApproveGoalRevisionAsync(new() { Name = made.Name });
        (revised.Target, revised.RevisionCount, revised.Revision).ShouldBe((2400, 1, null));

        await Metrics.ProposeGoalRevisionAsync(new() { Name = made.Name, Target = 1, Reason = "A slip" });
        (await boss.Metrics.RejectGoalRevisionAsync(new() { Name = made.Name, Reason = "A slip indeed" })).Target.ShouldBe(2400);
        (await Metrics.ListGoalsAsync(new() { Parent = Workspace, Filter = "year = 2026" })).Goals.Select(each => each.Name).ShouldContain(made.Name);
    }

    [Fact, Trait("row", "MET-27")]
    public async Task What_was_recorded_is_judged_by_three_standards()
    {
        var account = await AccountAsync();
        var now = Server.Clock.GetUtcNow();
        var values = Enumerable.Range(1, 10).Select(day => Value(account, "plays", day, day)).Select(value => new MetricValue(value) { CaptureTime = now.AddHours(-1).ToTimestamp() }).ToArray();
        values[0].CaptureTime = now.AddHours(-1).AddSeconds(-1).ToTimestamp();
        await StoreAsync(values);
        await StoreAsync(new MetricValue(values[1]) { Value = 99 });

        var quality = await Metrics.GetDataQualityAsync(Asked(account, 11));
        (quality.Completeness.GoodCount, quality.Completeness.AllCount, quality.Completeness.ShareBps, quality.Completeness.State).ShouldBe((10, 11, 9090, State.Failed));
        (quality.Accuracy.GoodCount, quality.Accuracy.AllCount, quality.Accuracy.State).ShouldBe((9, 10, State.Failed));
        (quality.Timeliness.GoodCount, quality.Timeliness.AllCount, quality.Timeliness.State).ShouldBe((9, 10, State.Failed));
        var lenient = Asked(account, 10);
        lenient.LimitBps = 9000;
        var passed = await Metrics.GetDataQualityAsync(lenient);
        new[] { passed.Completeness.State, passed.Accuracy.State, passed.Timeliness.State }.ShouldAllBe(state => state == State.Passed);
        (await Metrics.GetDataQualityAsync(Asked(await AccountAsync(), 10))).Accuracy.State.ShouldBe(State.Unspecified);
        await Metrics.GetDataQualityAsync(new(lenient) { Metrics = { "likeability" } }).Refused(ErrorReason.MetricNotKnown);
    }

    [Theory, Trait("row", "MET-14")]
    [InlineData(4, 7, 1, false)]
    [InlineData(5, 8, 0, true)]
    public async Task Newcomers_are_met_in_five_scenes_and_led_on_for_seven_days(int scenes, int day, int missing, bool expired)
    {
        var path = await Metrics.AssessGrowthPathAsync(new() { Parent = Workspace, TouchScenes = { Enumerable.Range(0, scenes).Select(scene => $"scene-{scene}") }, JoinDate = March(1), AsOfDate = March(day) });
        path.ShouldBe(new GrowthPath { MissingSceneCount = missing, EndDate = March(7), Expired = expired });
    }

    [Fact, Trait("row", "FAN-03"), Trait("row", "MET-14")]
    public async Task A_fourth_tier_is_none()
    {
        var request = new PlanMembershipRequest { Parent = Workspace, Tier = MembershipTier.Quarterly, StartDate = new() { Year = 2026, Month = 1, Day = 31 } };
        (await Metrics.PlanMembershipAsync(request)).EndDate.ShouldBe(new() { Year = 2026, Month = 4, Day = 30 });
        request.Tier = (MembershipTier)4;
        (await Metrics.PlanMembershipAsync(request).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["tier"]);
    }

    private static GetDataQualityRequest Asked(string account, int end) => new() { Parent = Workspace, Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(end) };
}
