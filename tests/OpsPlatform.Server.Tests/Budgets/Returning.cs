using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Tests.Metrics;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Finding = OpsPlatform.Budgets.V1.CostPer.Types.Finding;
using Kind = OpsPlatform.Budgets.V1.ReturnFigure.Types.Kind;
using Standard = OpsPlatform.Budgets.V1.StandardResult.Types.Standard;
using State = OpsPlatform.Budgets.V1.ReturnStep.Types.State;
using Verdict = OpsPlatform.Budgets.V1.StandardResult.Types.Verdict;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>What came of a budget of which the first eleven days of March are spent.</summary>
public sealed class Returning(RunningServer server) : MetricTest(server)
{
    private const long Yuan = 1_000_000;

    [Theory, Trait("row", "BUD-15")]
    [InlineData(300_000, State.Met, State.Missed, 0)]
    [InlineData(299_999, State.Missed, State.Missed, -1)]
    [InlineData(800_000, State.Met, State.Met, 500_000)]
    public async Task The_ladder_is_judged_to_the_micro(long income, State sixth, State thirtieth, long gap)
    {
        var (budget, account) = (await SpentAsync(("content", 100_000)), await AccountAsync());
        await StoreAsync(Money(account, "sales", 2, income));

        var report = await ReturnAsync(budget, account);

        (report.Ladder[0].Months, report.Ladder[0].TargetRatio, report.Ladder[0].State, report.Ladder[0].GapMicros).ShouldBe((6, 3, sixth, gap * Yuan));
        (report.Ladder[2].Months, report.Ladder[2].TargetRatio, report.Ladder[2].State).ShouldBe((30, 8, thirtieth));
        report.ReturnBps.ShouldBe((int)Math.Round(income / 10m, MidpointRounding.AwayFromZero));
        report.Figures[0].ShouldBe(new ReturnFigure { Kind = Kind.Cost, Source = FigureSource.Ledger, Value = 100_000 * Yuan });
        report.Figures[1].ShouldBe(new ReturnFigure { Kind = Kind.Income, Source = FigureSource.Metric, Metric = "sales", Value = income * Yuan, ThereCount = 1, ExpectedCount = 11 });
    }

    [Fact, Trait("row", "BUD-15")]
    public async Task Without_cost_the_ladder_is_undefined_and_without_income_it_is_missing()
    {
        var (nothing, account) = (await Server.ActiveAsync(("content", 100 * Yuan)), await AccountAsync());
        await StoreAsync(Money(account, "sales", 2, 300));
        var undefined = await ReturnAsync(nothing, account);
        undefined.Ladder.ShouldAllBe(step => step.State == State.Undefined);
        (undefined.HasReturnBps, undefined.Ladder[0].HasGapMicros).ShouldBe((false, false));

        var budget = await SpentAsync(("content", 100));
        (await ReturnAsync(budget, await AccountAsync())).Ladder.ShouldAllBe(step => step.State == State.Missing);
        (await ReturnAsync(budget)).Figures.Skip(1).ShouldAllBe(figure => figure.Missing, "of no account nothing is known");
    }

    [Fact, Trait("row", "BUD-15")]
    public async Task A_step_is_due_so_many_months_after_the_plan_began()
    {
        var (budget, account) = (await SpentAsync(("content", 100)), await AccountAsync());
        await StoreAsync(Money(account, "sales", 2, 400));

        var report = await Operator.GetReturnAsync(Ask(budget, [account], request => request.PlanStartDate = new() { Year = 2024, Month = 9, Day = 12 }));

        report.Ladder.Select(step => step.State).ShouldBe([State.Met, State.NotDue, State.NotDue]);
        report.Ladder[1].DueDate.ShouldBe(March(12), "a day after the range");
    }

    [Fact, Trait("row", "BUD-14")]
    public async Task Lines_rank_by_what_their_customers_are_worth_for_each_unit_or_in_all()
    {
        var budget = await SpentAsync(("promotion", 1), ("content", 2));
        LifetimeValue[] values = [new() { Line = "content", ValueMicros = 8 * Yuan }, new() { Line = "promotion", ValueMicros = 5 * Yuan }];

        var ratio = await Operator.GetReturnAsync(Ask(budget, [], request => { request.LifetimeValues.Add(values); request.Ranking = LifetimeRanking.RankByRatio; }));
        var net = await Operator.GetReturnAsync(Ask(budget, [], request => { request.LifetimeValues.Add(values); request.Ranking = LifetimeRanking.RankByNet; }));

        ratio.LifetimeValues.Select(row => (row.Rank, row.Line, row.RatioBps, row.NetMicros)).ShouldBe([(1, "promotion", 50_000, 4 * Yuan), (2, "content", 40_000, 6 * Yuan)]);
        net.LifetimeValues.Select(row => (row.Rank, row.Line)).ShouldBe([(1, "content"), (2, "promotion")]);
        ratio.LifetimeValues.ShouldAllBe(row => row.Source == FigureSource.Caller);
    }

    [Fact, Trait("row", "BUD-14")]
    public async Task A_lifetime_value_is_read_from_the_accounts_of_its_line()
    {
        var (budget, promoted, other) = (await SpentAsync(("promotion", 1), ("content", 2)), await AccountAsync(), await AccountAsync());
        await StoreAsync(Money(promoted, "lifetime-value", 3, 5));

        var report = await Operator.GetReturnAsync(Ask(budget, [], request => request.LifetimeValues.Add([new() { Line = "content", Accounts = { other } }, new() { Line = "promotion", Accounts = { promoted } }])));

        report.LifetimeValues[0].ShouldBe(new() { Rank = 1, Line = "promotion", CostMicros = Yuan, ValueMicros = 5 * Yuan, Source = FigureSource.Metric, RatioBps = 50_000, NetMicros = 4 * Yuan });
        (report.LifetimeValues[1].Rank, report.LifetimeValues[1].HasValueMicros).ShouldBe((0, false), "nothing was recorded of it");
    }

    [Theory, Trait("row", "BUD-16")]
    [InlineData(8_000, 100, Finding.Within, 80_000_000L)]
    [InlineData(8_100, 100, Finding.CacHigh, 81_000_000L)]
    [InlineData(8_000, 0, Finding.Undefined, null)]
    public async Task A_new_customer_costs_no_more_than_eighty(long cost, long customers, Finding finding, long? each)
    {
        var (budget, account) = (await SpentAsync(("content", cost)), await AccountAsync());
        await StoreAsync(Value(account, "acquired-users", 2, customers));

        var acquisition = (await ReturnAsync(budget, account)).Acquisition;

        (acquisition.Finding, acquisition.HasCostMicros ? acquisition.CostMicros : (long?)null, acquisition.BenchmarkMicros).ShouldBe((finding, each, 80 * Yuan));
    }

    [Fact, Trait("row", "BUD-16")]
    public async Task An_order_costs_no_more_than_its_benchmark()
    {
        var (budget, account) = (await SpentAsync(("content", 9_900)), await AccountAsync());
        await StoreAsync(Value(account, "orders", 2, 100));

        (await ReturnAsync(budget, account)).Sale.ShouldBe(new() { Finding = Finding.CpsHigh, CostMicros = 99 * Yuan, BenchmarkMicros = 98 * Yuan });
        (await Operator.GetReturnAsync(Ask(budget, [account], request => request.SaleBenchmarkMicros = 99 * Yuan))).Sale.Finding.ShouldBe(Finding.Within);
    }

    [Fact, Trait("row", "BUD-13")]
    public async Task All_four_standards_are_judged_or_none()
    {
        var (budget, account) = (await SpentAsync(("content", 100)), await AccountAsync());
        await StoreAsync(Money(account, "sales", 2, 250), Value(account, "plays", 2, 900), Value(account, "satisfied-answers", 2, 84_999), Value(account, "satisfaction-answers", 2, 100_000));
        var standards = new Standards
        {
            InputOutput = new() { LeastBps = 25_000 },
            Effect = new() { Metric = "plays", TargetValue = 1_000, LeastBps = 9_000 },
            Satisfaction = new() { Metric = "satisfaction-rate", LeastBps = 8_500 },
            BrandInfluence = new() { ActualBps = 4_000, LeastBps = 3_000 },
        };

        var report = await Operator.GetReturnAsync(Ask(budget, [account], request => request.Standards = standards));

        StandardResult[] expected =
        [
            new() { Standard = Standard.InputOutput, Verdict = Verdict.Passed, ActualBps = 25_000, LeastBps = 25_000, Source = FigureSource.LedgerAndMetric, Metric = "sales" },
            new() { Standard = Standard.Effect, Verdict = Verdict.Passed, ActualBps = 9_000, LeastBps = 9_000, Source = FigureSource.Metric, Metric = "plays" },
            new() { Standard = Standard.Satisfaction, Verdict = Verdict.Failed, ActualBps = 8_500, LeastBps = 8_500, Source = FigureSource.Metric, Metric = "satisfaction-rate" },
            new() { Standard = Standard.BrandInfluence, Verdict = Verdict.Passed, ActualBps = 4_000, LeastBps = 3_000, Source = FigureSource.Caller },
        ];
        report.Standards.ShouldBe(expected);
        standards.BrandInfluence = null;
        (await Operator.GetReturnAsync(Ask(budget, [account], request => request.Standards = standards)).Refused(ErrorReason.InvalidField)).Fields.ShouldContain("standards.brand_influence");
    }

    [Fact]
    public async Task As_of_a_time_it_comes_out_the_same_whatever_came_later()
    {
        var (budget, account) = (await SpentAsync(("content", 100)), await AccountAsync());
        await StoreAsync(Money(account, "sales", 2, 300));
        var before = await ReturnAsync(budget, account);
        before.ReadTime.ShouldBe(Timestamp.FromDateTimeOffset(Server.Clock.GetUtcNow()));
        Server.Clock.Leap(TimeSpan.FromSeconds(1));

        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 50 * Yuan, EffectiveDate = March(3) });
        await StoreAsync(Money(account, "sales", 2, 900));

        (await Operator.GetReturnAsync(Ask(budget, [account], request => request.ReadTime = before.ReadTime))).ShouldBe(before);
        var now = await ReturnAsync(budget, account);
        (now.Figures[0].Value, now.Figures[1].Value).ShouldBe((150 * Yuan, 900 * Yuan));
    }

    [Fact]
    public async Task Only_what_falls_into_the_range_and_the_lines_counts_and_refunds_are_taken_off()
    {
        var budget = await SpentAsync(("content", 100), ("traffic", 30));
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 7 * Yuan, EffectiveDate = March(12) });
        var hold = await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 10 * Yuan, EffectiveDate = March(4) });
        await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 8 * Yuan, EffectiveDate = March(5) });
        var expense = (await Operator.ListExpensesAsync(new() { Parent = budget.Name, Filter = "line = traffic" })).Expenses[0];
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 10 * Yuan, EffectiveDate = March(11) });
        await Operator.PayExpenseAsync(new() { Name = expense.Name, EffectiveDate = March(11) });

        (await ReturnAsync(budget)).LineCosts.Select(line => (line.Line, line.CostMicros)).ShouldBe([("content", 108 * Yuan), ("traffic", 20 * Yuan)]);
        (await Operator.GetReturnAsync(Ask(budget, [], request => request.Lines.Add("traffic")))).Figures[0].Value.ShouldBe(20 * Yuan);
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused()
    {
        var (budget, account) = (await SpentAsync(("content", 1)), await AccountAsync());
        await RefusedAsync(ErrorReason.LineUnknown, request => request.Lines.Add("tech"));
        await RefusedAsync(ErrorReason.LineUnknown, request => request.LifetimeValues.Add(new LifetimeValue { Line = "tech", ValueMicros = 1 }));
        await RefusedAsync(ErrorReason.ReturnQuestionInvalid, request => request.LifetimeValues.Add(new LifetimeValue { Line = "content" }));
        await RefusedAsync(ErrorReason.ReturnQuestionInvalid, request => request.LifetimeValues.Add([new() { Line = "content", ValueMicros = 1 }, new() { Line = "content", ValueMicros = 1 }]));
        await RefusedAsync(ErrorReason.ReturnQuestionInvalid, request => request.IncomeMetric = "plays");
        await RefusedAsync(ErrorReason.ReturnQuestionInvalid, request => request.OrdersMetric = "sales");
        await RefusedAsync(ErrorReason.CurrencyMismatch, request => request.CurrencyCode = "USD");
        await RefusedAsync(ErrorReason.MetricNotKnown, request => request.IncomeMetric = "magic");
        await RefusedAsync(ErrorReason.MetricRangeInvalid, request => request.EndDate = new() { Year = 2025, Month = 1, Day = 1 });
        await RefusedAsync(ErrorReason.ResourceNotFound, request => request.Accounts.Add($"{Workspace}/accounts/{NewId()}"));

        Task RefusedAsync(ErrorReason reason, Action<GetReturnRequest> change) => Operator.GetReturnAsync(Ask(budget, [account], change)).Refused(reason);
    }

    [Fact]
    public async Task Whoever_may_not_read_metrics_is_told_what_was_spent_and_nothing_of_accounts()
    {
        var (budget, account) = (await SpentAsync(("content", 100)), await AccountAsync());
        await RefusedAsync(Ask(budget, [account], _ => { }));
        await RefusedAsync(Ask(budget, [], request => request.LifetimeValues.Add(new LifetimeValue { Line = "content", Accounts = { account } })));
        (await Server.Reader.Budgets.GetReturnAsync(Ask(budget, [], _ => { }))).Figures[0].Value.ShouldBe(100 * Yuan);

        async Task RefusedAsync(GetReturnRequest request)
        {
            var refused = await Server.Reader.Budgets.GetReturnAsync(request).Refused(ErrorReason.PermissionMissing);
            (refused.Code, refused.Info.Metadata["permission"]).ShouldBe((Grpc.Core.StatusCode.PermissionDenied, "metrics.read"));
        }
    }

    private async Task<Budget> SpentAsync(params (string Line, long Units)[] lines)
    {
        var budget = await Server.ActiveAsync([.. lines.Select(line => (line.Line, (line.Units + 1_000) * Yuan))]);
        foreach (var (line, units) in lines)
            await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = line, AmountMicros = units * Yuan, EffectiveDate = March(1) });
        return budget;
    }

    private async Task<ReturnReport> ReturnAsync(Budget budget, params string[] accounts) => await Operator.GetReturnAsync(Ask(budget, accounts, _ => { }));

    private static GetReturnRequest Ask(Budget budget, string[] accounts, Action<GetReturnRequest> change)
    {
        var request = new GetReturnRequest { Name = budget.Name, StartDate = March(1), EndDate = March(11), Accounts = { accounts } };
        change(request);
        return request;
    }

    private static MetricValue Money(string account, string metric, int day, long units)
    {
        var value = Value(account, metric, day, units * Yuan);
        value.CurrencyCode = "CNY";
        return value;
    }
}
