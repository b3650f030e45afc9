using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Cli.Tests.Budgets;

/// <summary>What is typed and the request that it becomes; nothing is sent.</summary>
public sealed class Flags
{
    private const string Q4 = "workspaces/acme/budgets/q4-2026";

    [Fact]
    public void Create_from_a_preset() =>
        Read<CreateBudgetRequest>(
            $"budgets create {Q4} --display-name Channels --currency CNY --total 500000 --preset five-three-two --period-start-date 2026-10-01 --period-end-date 2026-12-31 --validate-only")
            .ShouldBe(new CreateBudgetRequest
            {
                Parent = "workspaces/acme",
                BudgetId = "q4-2026",
                Budget = new Budget
                {
                    DisplayName = "Channels",
                    CurrencyCode = "CNY",
                    TotalAmountMicros = 500_000_000_000,
                    AllocationPreset = AllocationPreset.FiveThreeTwo,
                    PeriodStartDate = new Date { Year = 2026, Month = 10, Day = 1 },
                    PeriodEndDate = new Date { Year = 2026, Month = 12, Day = 31 },
                },
                ValidateOnly = true,
            });

    [Fact]
    public void Create_with_lines_by_hand() =>
        Read<CreateBudgetRequest>(
            $"budgets create {Q4} --display-name Channels --currency CNY --total 10 --line core:8,focus-tag=core,cost-items=kol,cost-items=salary --line new:2.000000,focus-tag=innovation,display-name=New --focus-rule eighty-twenty")
            .Budget.ShouldBe(new Budget
            {
                DisplayName = "Channels",
                CurrencyCode = "CNY",
                TotalAmountMicros = 10_000_000,
                FocusRule = Budget.Types.FocusRule.EightyTwenty,
                Lines =
                {
                    new BudgetLine { LineId = "core", AllocatedAmountMicros = 8_000_000, FocusTag = BudgetLine.Types.FocusTag.Core, CostItems = { "kol", "salary" } },
                    new BudgetLine { LineId = "new", AllocatedAmountMicros = 2_000_000, FocusTag = BudgetLine.Types.FocusTag.Innovation, DisplayName = "New" },
                },
            });

    [Fact]
    public void Create_with_lines_that_have_ranges_and_targets() =>
        Read<CreateBudgetRequest>(
            $"budgets create {Q4} --display-name Channels --currency CNY --total 10 --zero-based --emergency-reserve-share-bps 1000 --personnel-share-bps 5000 --line team:8,nature=rigid,role=personnel,min=7.5,max=9,justification=Six,previous=7 --line live:0,target.figure=revenue,target.base=10,target.share-bps=1000")
            .Budget.ShouldBe(new Budget
            {
                DisplayName = "Channels",
                CurrencyCode = "CNY",
                TotalAmountMicros = 10_000_000,
                ZeroBased = true,
                EmergencyReserveShareBps = 1_000,
                PersonnelShareBps = 5_000,
                Lines =
                {
                    new BudgetLine
                    {
                        LineId = "team",
                        AllocatedAmountMicros = 8_000_000,
                        Nature = BudgetLine.Types.Nature.Rigid,
                        Role = BudgetLine.Types.Role.Personnel,
                        MinAmountMicros = 7_500_000,
                        MaxAmountMicros = 9_000_000,
                        Justification = "Six",
                        PreviousAmountMicros = 7_000_000,
                    },
                    new BudgetLine { LineId = "live", Target = new LineTarget { Figure = "revenue", BaseAmountMicros = 10_000_000, ShareBps = 1_000 } },
                },
            });

    [Fact]
    public void Update_what_is_given_of_a_budget_and_its_lines() =>
        Read<UpdateBudgetRequest>($"budgets update {Q4} --display-name Channels --line content:0,max=320000,control.month-spend=warn --update-mask display_name,lines")
            .ShouldBe(new UpdateBudgetRequest
            {
                Budget = new Budget
                {
                    Name = Q4,
                    DisplayName = "Channels",
                    Lines = { new BudgetLine { LineId = "content", MaxAmountMicros = 320_000_000_000, Control = new LineControl { MonthSpend = LineControl.Types.Mode.Warn } } },
                },
                UpdateMask = new FieldMask { Paths = { "display_name", "lines" } },
            });

    [Fact]
    public void Propose_an_adjustment() =>
        Read<ProposeAdjustmentRequest>($"budgets adjust {Q4} --adjustment-id less-traffic --trigger goal-deviation --figure-bps -1200 --evidence GMV --change content:20000.5 --change traffic:-20000")
            .ShouldBe(new ProposeAdjustmentRequest
            {
                Parent = Q4,
                AdjustmentId = "less-traffic",
                Trigger = AdjustmentTrigger.GoalDeviation,
                FigureBps = -1_200,
                Evidence = "GMV",
                Changes = { new LineChange { Line = "content", DeltaMicros = 20_000_500_000 }, new LineChange { Line = "traffic", DeltaMicros = -20_000_000_000 } },
            });

    [Fact]
    public void Decide_on_an_adjustment()
    {
        Read<ApproveAdjustmentRequest>($"budgets approve-adjustment {Q4}/adjustments/less-traffic").ShouldBe(new ApproveAdjustmentRequest { Name = $"{Q4}/adjustments/less-traffic" });
        Read<RejectAdjustmentRequest>($"budgets reject-adjustment {Q4}/adjustments/less-traffic --reason No")
            .ShouldBe(new RejectAdjustmentRequest { Name = $"{Q4}/adjustments/less-traffic", Reason = "No" });
    }

    [Fact]
    public void Ask_for_a_cost_sheet() =>
        Read<GetCostSheetRequest>($"budgets cost-sheet {Q4} --content workspaces/acme/contents/spring-tea --filter \"line = content\"")
            .ShouldBe(new GetCostSheetRequest { Name = Q4, Content = "workspaces/acme/contents/spring-tea", Filter = "line = content" });

    [Fact]
    public void Cap_what_a_content_costs_and_ask_for_more()
    {
        var budget = Read<CreateBudgetRequest>($"budgets create {Q4} --display-name Channels --currency CNY --total 10 --content-cap 5 --line content:10,classified=yes,content-cap=4.5").Budget;
        (budget.ContentCapAmountMicros, budget.Lines[0].ContentCapAmountMicros, budget.Lines[0].Classified).ShouldBe((5_000_000, 4_500_000, true));
        Read<RecordExpenseRequest>($"budgets record {Q4} --line content --amount 1 --ask-approval").AskApproval.ShouldBeTrue();
    }

    [Fact]
    public void Review_a_month() =>
        Read<RecordBudgetReviewRequest>($"budgets review {Q4} --review 2026-10 --findings Fine").ShouldBe(new RecordBudgetReviewRequest { Parent = Q4, ReviewId = "2026-10", Findings = "Fine" });

    [Fact]
    public void Draw_the_reserve() =>
        Read<DrawReserveRequest>($"budgets draw-reserve {Q4} --line content --amount 2.5 --incident INC-7 --purpose Rule --currency CNY --effective-date 2026-10-02")
            .ShouldBe(new DrawReserveRequest
            {
                Name = Q4,
                Line = "content",
                AmountMicros = 2_500_000,
                Incident = "INC-7",
                Purpose = "Rule",
                CurrencyCode = "CNY",
                EffectiveDate = new Date { Year = 2026, Month = 10, Day = 2 },
            });

    [Theory]
    [InlineData("content:5,held=5")]
    [InlineData("content:5,min-amount-micros=5")]
    [InlineData("content:5,target.colour=5")]
    [InlineData("content:5,line-id.min=5")]
    [InlineData("content")]
    [InlineData(":5")]
    [InlineData("content:5,colour=red")]
    [InlineData("content:5,focus-tag")]
    [InlineData("content:5,held-amount-micros=5")]
    public void A_malformed_line_is_refused_with_an_example(string line) =>
        Should.Throw<Failure>(() => Read<CreateBudgetRequest>($"budgets create {Q4} --display-name C --currency CNY --total 5 --line {line}"))
            .Sentence.English.ShouldContain("--line content:500000");

    [Fact]
    public void Reserve_takes_everything_the_request_has() =>
        Read<ReserveFundsRequest>(
            $"budgets reserve {Q4} --line content --amount 1234.50 --reservation-id kol-spring --currency CNY --ttl 30d --cost-item kol --purpose @handle --external-reference PO-7 --effective-date 2026-10-02 --requester e-1042 --requester-name Wang --requester-contact wx_1 --campaign workspaces/acme/campaigns/spring --content workspaces/acme/contents/teaser --supplier workspaces/acme/suppliers/hosts --order workspaces/acme/orders/o-1 --etag 7")
            .ShouldBe(new ReserveFundsRequest
            {
                Parent = Q4,
                Line = "content",
                AmountMicros = 1_234_500_000,
                ReservationId = "kol-spring",
                CurrencyCode = "CNY",
                Ttl = new Duration { Seconds = 30 * 86_400 },
                CostItem = "kol",
                Purpose = "@handle",
                ExternalReference = "PO-7",
                EffectiveDate = new Date { Year = 2026, Month = 10, Day = 2 },
                Requester = new Person { SubjectId = "e-1042", DisplayName = "Wang", Contact = "wx_1" },
                CostObject = new CostObject
                {
                    Campaign = "workspaces/acme/campaigns/spring",
                    Content = "workspaces/acme/contents/teaser",
                    Supplier = "workspaces/acme/suppliers/hosts",
                    Order = "workspaces/acme/orders/o-1",
                },
                Etag = "7",
            });

    [Fact]
    public void A_line_is_controlled_on_the_whole_and_by_month() =>
        Read<SetLineControlRequest>($"budgets set-control {Q4} --line content --hold warn --spend approve --month-spend stop --month 2026-10-01:7.5 --month 2026-11-01:2")
            .ShouldBe(new SetLineControlRequest
            {
                Name = Q4,
                Line = "content",
                Control = new LineControl { Hold = LineControl.Types.Mode.Warn, Spend = LineControl.Types.Mode.Approve, MonthSpend = LineControl.Types.Mode.Stop },
                Months = { Month(10, 7_500_000), Month(11, 2_000_000) },
            });

    private static LineMonth Month(int month, long micros) => new() { MonthStartDate = new Date { Year = 2026, Month = month, Day = 1 }, PlannedAmountMicros = micros };

    [Fact]
    public void Nobody_needs_to_be_named() =>
        Read<ReserveFundsRequest>($"budgets reserve {Q4} --line content --amount 1").Requester.ShouldBeNull();

    [Fact]
    public void Capture_in_part_and_finally() =>
        Read<CaptureReservationRequest>($"budgets capture {Q4}/reservations/r-1 --amount 20 --final")
            .ShouldBe(new CaptureReservationRequest { Name = $"{Q4}/reservations/r-1", AmountMicros = 20_000_000, Final = true });

    [Fact]
    public void A_write_carries_a_request_id_of_its_own_unless_one_is_typed()
    {
        using var ops = new OpsRun();
        var first = ops.Read<SubmitBudgetRequest>($"budgets submit {Q4}").RequestId;
        Guid.Parse(first).ShouldNotBe(Guid.Parse(ops.Read<SubmitBudgetRequest>($"budgets submit {Q4}").RequestId));
        ops.Read<SubmitBudgetRequest>($"budgets submit {Q4} --request-id {first}").RequestId.ShouldBe(first);
    }

    [Theory]
    [InlineData("--ttl 5", "--ttl takes a duration")]
    [InlineData("--ttl 99999999999d", "--ttl takes a duration")]
    [InlineData("--effective-date 2026-02-30", "--effective-date takes a date")]
    [InlineData("--effective-date 1.2.2026", "--effective-date takes a date")]
    public void A_value_of_another_kind_is_refused_with_an_example(string typed, string sentence) =>
        Should.Throw<Failure>(() => Read<ReserveFundsRequest>($"budgets reserve {Q4} --line content --amount 1 {typed}"))
            .Sentence.English.ShouldStartWith(sentence);

    [Fact]
    public void An_unknown_preset_is_refused_with_those_that_are() =>
        Should.Throw<Failure>(() => Read<CreateBudgetRequest>($"budgets create {Q4} --display-name C --currency CNY --total 5 --preset half"))
            .Sentence.English.ShouldContain("five-three-two, forty-thirty-twenty-ten, four-three-two-one, core-and-innovation");

    private static TRequest Read<TRequest>(string commandLine)
        where TRequest : IMessage<TRequest>
    {
        using var ops = new OpsRun();
        var request = ops.Read<TRequest>(commandLine);
        request.Descriptor.FindFieldByName("request_id")?.Accessor.Clear(request);
        return request;
    }
}
