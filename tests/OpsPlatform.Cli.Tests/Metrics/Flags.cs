using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;

namespace OpsPlatform.Cli.Tests.Metrics;

public sealed class Flags
{
    [Fact]
    public void Record_takes_values_of_accounts_by_their_short_names_or_full_ones()
    {
        using var ops = new OpsRun();
        var request = ops.Read<RecordMetricsRequest>(
            "metrics record --workspace acme --value main:1200,metric=plays,date=2026-03-11,source=platform-api --value workspaces/acme/accounts/main:7000000,metric=sales,currency-code=CNY,date=2026-03-11,source=export,capture-time=2026-03-12T08:00:00Z");

        (request.Parent, request.Values[0].Account).ShouldBe(("workspaces/acme", "workspaces/acme/accounts/main"));
        request.Values.ShouldBe([
            new MetricValue { Account = "workspaces/acme/accounts/main", Metric = "plays", Value = 1200, Date = March(11), Source = Source.PlatformApi },
            new MetricValue
            {
                Account = "workspaces/acme/accounts/main",
                Metric = "sales",
                Value = 7_000_000,
                CurrencyCode = "CNY",
                Date = March(11),
                Source = Source.Export,
                CaptureTime = new DateTimeOffset(2026, 3, 12, 8, 0, 0, TimeSpan.Zero).ToTimestamp(),
            },
        ]);
    }

    [Fact]
    public void Query_takes_everything_the_request_has()
    {
        using var ops = new OpsRun();
        ops.Read<QueryMetricsRequest>(
            "metrics query --workspace acme --metric like-rate --metric plays --from 2026-03-01 --to 2026-03-11 --account main --period week --group-by platform --currency USD --read-time 2026-03-12T08:00:00Z --compare-previous")
            .ShouldBe(new QueryMetricsRequest
            {
                Parent = "workspaces/acme",
                Metrics = { "like-rate", "plays" },
                StartDate = March(1),
                EndDate = March(11),
                Accounts = { "workspaces/acme/accounts/main" },
                Period = QueryMetricsRequest.Types.Period.Week,
                GroupBy = QueryMetricsRequest.Types.Grouping.Platform,
                CurrencyCode = "USD",
                ReadTime = new DateTimeOffset(2026, 3, 12, 8, 0, 0, TimeSpan.Zero).ToTimestamp(),
                ComparePrevious = true,
            });
    }

    [Fact]
    public void Scorecard_takes_everything_the_request_has()
    {
        using var ops = new OpsRun();
        ops.Read<GetScorecardRequest>("metrics scorecard --workspace acme --set daily-five --from 2026-03-01 --to 2026-03-11 --account main --plan-start 2026-03-02 --read-time 2026-03-12T08:00:00Z")
            .ShouldBe(new GetScorecardRequest
            {
                Parent = "workspaces/acme",
                KpiSet = "daily-five",
                StartDate = March(1),
                EndDate = March(11),
                Accounts = { "workspaces/acme/accounts/main" },
                PlanStartDate = March(2),
                ReadTime = new DateTimeOffset(2026, 3, 12, 8, 0, 0, TimeSpan.Zero).ToTimestamp(),
            });
    }

    [Fact]
    public void A_KPI_is_typed_as_its_metric_and_target_with_its_other_fields_by_name()
    {
        using var ops = new OpsRun();
        ops.Read<CreateKpiSetRequest>("kpi-sets create spring --workspace acme --display-name Spring --horizon short --kpi group-exit-rate:1000,base=3500,strict=true,group=user,due-months=6 --kpi followers:2000,measure=relative,weight=2")
            .KpiSet.ShouldBe(new KpiSet
            {
                DisplayName = "Spring",
                Horizon = KpiSet.Types.Horizon.Short,
                Kpis =
                {
                    new Kpi { Metric = "group-exit-rate", Target = 1000, Base = 3500, Strict = true, Group = "user", DueMonths = 6 },
                    new Kpi { Metric = "followers", Target = 2000, Measure = Kpi.Types.Measure.Relative, Weight = 2 },
                },
            });
    }

    [Fact]
    public void Users_are_typed_by_stage_and_movers_by_the_one_that_they_were_in()
    {
        using var ops = new OpsRun();
        var request = ops.Read<RecordAudienceRequest>("audiences record fans --workspace acme --model six-stages --date 2026-03-11 --segment awareness:1200 --move awareness:100,destination=interest --move :20,destination=awareness --move churn:5");
        (request.Name, request.LifecycleModel, request.RecordDate).ShouldBe(("workspaces/acme/audiences/fans", "six-stages", March(11)));
        request.Segments.ShouldBe([new AudienceSegment { Stage = "awareness", Users = 1200 }]);
        request.Moves.ShouldBe([new AudienceMove { Source = "awareness", Users = 100, Destination = "interest" }, new AudienceMove { Users = 20, Destination = "awareness" }, new AudienceMove { Source = "churn", Users = 5 }]);
    }

    [Fact]
    public void A_stage_of_a_lifecycle_is_typed_with_where_it_leads()
    {
        using var ops = new OpsRun();
        ops.Read<SetLifecycleModelRequest>("lifecycle-models set members --workspace acme --display-name Members --stage trial:member,next-stages=former --stage former:,measures=recall-task").Stages.ShouldBe([
            new LifecycleStage { Stage = "trial", NextStages = { "member", "former" } },
            new LifecycleStage { Stage = "former", Measures = { "recall-task" } },
        ]);
    }

    [Fact]
    public void A_goal_is_typed_with_its_parts_by_their_shares()
    {
        using var ops = new OpsRun();
        ops.Read<CreateGoalRequest>("goals create fans --workspace acme --display-name Fans --metric new-followers --year 2026 --target 86000 --quarter 1 --quarter 2 --part content:6300").Goal.ShouldBe(new Goal
        {
            DisplayName = "Fans",
            Metric = "new-followers",
            Year = 2026,
            Target = 86_000,
            QuarterTargets = { 1, 2 },
            Parts = { new GoalPart { Part = "content", ShareBps = 6300 } },
        });
    }

    private static Date March(int day) => new() { Year = 2026, Month = 3, Day = day };
}
