using Google.Protobuf;
using OpsPlatform.Campaigns.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Cli.Tests.Campaigns;

/// <summary>What is typed, and the request that it becomes.</summary>
public sealed class Flags
{
    private const string Spring = "workspaces/acme/campaigns/spring";

    [Fact]
    public void A_campaign_is_created_with_its_goals_and_its_money() =>
        Read<CreateCampaignRequest>("campaigns create spring --display-name Spring --from 2026-03-16 --to 2026-06-21 --budget q2 --needed 300.50 --currency CNY --resource-bps 4000 --goal \"New users:1000000,metric=new-users,deadline-date=2026-06-21\" --label a --supplier starlight --workspace acme").ShouldBe(new CreateCampaignRequest
        {
            Parent = "workspaces/acme",
            CampaignId = "spring",
            Campaign = new Campaign
            {
                DisplayName = "Spring",
                StartDate = new Date { Year = 2026, Month = 3, Day = 16 },
                EndDate = new Date { Year = 2026, Month = 6, Day = 21 },
                Budget = "workspaces/acme/budgets/q2",
                NeededAmountMicros = 300_500_000,
                CurrencyCode = "CNY",
                ResourceMatch = new ResourceMatch { ResourceBps = 4_000 },
                Goals = { new Goal { Statement = "New users", Target = 1_000_000, Metric = "new-users", DeadlineDate = new Date { Year = 2026, Month = 6, Day = 21 } } },
                Labels = { "a" },
                Suppliers = { "workspaces/acme/suppliers/starlight" },
            },
        });

    [Fact]
    public void A_campaign_needs_no_money_to_be_created() =>
        Read<CreateCampaignRequest>("campaigns create spring --display-name Spring --from 2026-03-16 --workspace acme").Campaign.NeededAmountMicros.ShouldBe(0);

    [Fact]
    public void An_update_needs_nothing_but_what_it_edits() =>
        Read<UpdateCampaignRequest>("campaigns update spring --label a --workspace acme").ShouldBe(new UpdateCampaignRequest { Campaign = new Campaign { Name = Spring, Labels = { "a" } } });

    [Fact]
    public void Accounts_are_named_in_short() =>
        Read<LinkAccountsRequest>("campaigns link spring --account main --account douyin --workspace acme").ShouldBe(new LinkAccountsRequest
        {
            Name = Spring,
            Accounts = { "workspaces/acme/accounts/main", "workspaces/acme/accounts/douyin" },
        });

    [Fact]
    public void A_plan_is_made_by_hand_part_by_part() =>
        Read<SetPlanRequest>("campaigns set-plan spring --phase make:Make,start-date=2026-03-16,end-date=2026-04-10 --task script:make,working-day-count=5 --task edit:make,depends-on=script --milestone live:Live,due-date=2026-04-10,gate-of=make,requirements=points --holiday 2026-04-06 --weekday 1 --weekday 6 --buffer-bps 0 --workspace acme").ShouldBe(new SetPlanRequest
        {
            Name = Spring,
            Phases = { new PlanPhase { PhaseId = "make", DisplayName = "Make", StartDate = new Date { Year = 2026, Month = 3, Day = 16 }, EndDate = new Date { Year = 2026, Month = 4, Day = 10 } } },
            Tasks =
            {
                new PlanTask { TaskId = "script", PhaseId = "make", WorkingDayCount = 5 },
                new PlanTask { TaskId = "edit", PhaseId = "make", DependsOn = { "script" } },
            },
            Milestones = { new Milestone { MilestoneId = "live", DisplayName = "Live", DueDate = new Date { Year = 2026, Month = 4, Day = 10 }, GateOf = "make", Requirements = { "points" } } },
            Calendar = new WorkingCalendar { Holidays = { new Date { Year = 2026, Month = 4, Day = 6 } }, Weekdays = { 1, 6 } },
            BufferBps = 0,
        });

    [Fact]
    public void Several_values_of_a_measure_are_given_one_after_the_other() =>
        Read<ReachMilestoneRequest>("campaigns reach-milestone spring --milestone month-9 --value fission-users:250000,values=210000 --evidence Seen --workspace acme").ShouldBe(new ReachMilestoneRequest
        {
            Name = Spring,
            MilestoneId = "month-9",
            Values = { new MeasuredValue { MeasureId = "fission-users", Values = { 250_000, 210_000 } } },
            Evidence = "Seen",
        });

    private static TRequest Read<TRequest>(string commandLine)
        where TRequest : IMessage<TRequest>
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s" } };
        var request = ops.Read<TRequest>(commandLine);
        request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(request, "");
        return request;
    }
}
