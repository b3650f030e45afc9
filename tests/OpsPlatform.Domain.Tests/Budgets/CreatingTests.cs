using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using FocusRule = OpsPlatform.Budgets.V1.Budget.Types.FocusRule;
using FocusTag = OpsPlatform.Budgets.V1.BudgetLine.Types.FocusTag;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class CreatingTests
{
    private static readonly Budget _byPreset = new() { DisplayName = "Year", CurrencyCode = "CNY", TotalAmountMicros = 1_000_000, AllocationPreset = AllocationPreset.FiveThreeTwo };

    [Fact, Trait("row", "BUD-01")]
    public void A_preset_fills_the_lines()
    {
        var budget = Create(_byPreset).Folded().Root;
        budget.State.ShouldBe(State.Draft);
        budget.Lines.Select(line => (line.LineId, line.DisplayName, line.AllocatedAmountMicros, line.LeftAmountMicros))
            .ShouldBe([("content", "content", 500_000, 0), ("traffic", "traffic", 300_000, 0), ("tech", "tech", 200_000, 0)]);
    }

    [Fact, Trait("row", "BUD-04")]
    public void Lines_by_hand_are_kept_and_named_after_their_id_when_nameless()
    {
        var given = Story.ByHand();
        given.Lines[1].DisplayName = "";
        var expected = Story.ByHand();
        expected.Lines[1].DisplayName = "traffic";
        Create(given).Then(new BudgetCreated { Budget = expected });
    }

    [Fact]
    public void What_only_the_server_sets_is_ignored()
    {
        var given = Story.ByHand();
        given.Name = "workspaces/other/budgets/x";
        given.State = State.Active;
        given.Submitter = given.Reviewer = given.StateReason = given.Etag = "x";
        given.OpenReservationCount = 7;
        given.Warnings.Add(new BudgetWarning { DeviationBps = 1 });
        given.CreateTime = given.UpdateTime = new() { Seconds = 1 };
        given.Lines[0].HeldAmountMicros = given.Lines[0].SpentAmountMicros = given.Lines[0].LeftAmountMicros = 5;
        Create(given).Then(new BudgetCreated { Budget = Story.ByHand() });
    }

    [Fact]
    public void Folding_leaves_the_event_and_the_request_as_they_were()
    {
        var given = Story.ByHand();
        var outcome = Create(given);
        var budget = outcome.Folded();
        budget.Fold(Story.Allocated("content", 600), Story.Now);
        given.ShouldBe(Story.ByHand());
        outcome.Events.ShouldBe([new BudgetCreated { Budget = Story.ByHand() }]);
    }

    [Fact]
    public void Neither_preset_nor_lines_is_refused()
    {
        var given = Story.ByHand();
        given.Lines.Clear();
        Create(given).ThenRefused(ErrorReason.AllocationAmbiguous, "budget.lines", ("count", 0));
    }

    [Fact]
    public void Both_preset_and_lines_are_refused()
    {
        var given = Story.ByHand();
        given.AllocationPreset = AllocationPreset.FiveThreeTwo;
        Create(given).ThenRefused(ErrorReason.AllocationAmbiguous, "budget.lines", ("count", 2));
    }

    [Theory]
    [InlineData(599, "999")]
    [InlineData(601, "1001")]
    public void Lines_a_micro_off_the_total_are_refused(long contentMicros, string sumMicros)
    {
        var given = Story.ByHand();
        given.Lines[0].AllocatedAmountMicros = contentMicros;
        Create(given).ThenRefused(
            ErrorReason.LinesDoNotSum, "budget.lines", ("sum", new Micros(Int128.Parse(sumMicros))), ("total", new Micros(1_000)));
    }

    [Fact]
    public void Lines_that_sum_beyond_64_bits_are_refused_with_their_true_sum()
    {
        var given = Story.ByHand();
        given.Lines.Clear();
        given.Lines.Add(Enumerable.Range(0, 100).Select(index => new BudgetLine { LineId = $"l{index}", AllocatedAmountMicros = 1_000_000_000_000_000_000 }));
        Create(given)
            .ThenRefused(ErrorReason.LinesDoNotSum, "budget.lines", ("sum", new Micros(Int128.Parse("100000000000000000000"))), ("total", new Micros(1_000)))
            .Sentence().ShouldBe("The lines sum to 100,000,000,000,000, the total is 0.001. They must agree to the micro.");
    }

    [Fact]
    public void A_repeated_line_is_refused()
    {
        var given = Story.ByHand();
        given.Lines[1].LineId = "content";
        Create(given).ThenRefused(ErrorReason.LineRepeated, "budget.lines[1].line_id", ("line", "content"));
    }

    [Fact]
    public void A_cost_item_of_two_lines_is_refused()
    {
        var given = Story.ByHand();
        given.Lines[1].CostItems.Add("kol");
        Create(given).ThenRefused(ErrorReason.CostItemRepeated, "budget.lines[1].cost_items", ("cost_item", "kol"), ("owner", "content"), ("line", "traffic"));
    }

    [Theory, Trait("row", "BUD-05")]
    [InlineData(800_000, 0)]
    [InlineData(790_000, 100)]
    [InlineData(810_000, 100)]
    [InlineData(799_951, 0)]
    [InlineData(799_950, 1)]
    [InlineData(0, 8_000)]
    public void A_split_beside_80_to_20_is_warned_of(long coreMicros, int deviationBps)
    {
        var budget = Create(Focused(coreMicros, 1_000_000)).Folded().Root;
        BudgetWarning[] expected = deviationBps == 0 ? [] : [new() { Code = BudgetWarning.Types.Code.SplitDeviation, DeviationBps = deviationBps }];
        budget.Warnings.ShouldBe(expected);
    }

    [Theory, Trait("row", "BUD-05")]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000_000_000_000_000_000)]
    public void The_preset_of_the_focus_rule_never_deviates(long totalMicros)
    {
        var given = new Budget { TotalAmountMicros = totalMicros, AllocationPreset = AllocationPreset.CoreAndInnovation, FocusRule = FocusRule.EightyTwenty };
        Create(given).Folded().Root.Warnings.ShouldBeEmpty();
    }

    [Fact, Trait("row", "BUD-05")]
    public void A_split_is_free_without_a_focus_rule()
    {
        var given = Focused(1, 1_000_000);
        given.FocusRule = FocusRule.Unspecified;
        Create(given).Folded().Root.Warnings.ShouldBeEmpty();
    }

    [Fact, Trait("row", "BUD-05")]
    public void An_untagged_line_under_a_focus_rule_is_refused()
    {
        var given = Focused(800_000, 1_000_000);
        given.Lines[1].FocusTag = FocusTag.Unspecified;
        Create(given).ThenRefused(ErrorReason.FocusTagMissing, "budget.lines[1].focus_tag", ("line", "innovation"));
    }

    [Fact]
    public void A_period_that_ends_before_it_starts_is_refused()
    {
        var given = Story.ByHand();
        given.PeriodEndDate = Story.Day(2025, 12, 31);
        Create(given).ThenRefused(ErrorReason.PeriodInvalid, "budget.period_end_date", ("start", "2026-01-01"), ("end", "2025-12-31"));
    }

    [Fact]
    public void A_period_may_be_one_day_long_or_open()
    {
        var oneDay = Story.ByHand();
        oneDay.PeriodEndDate = oneDay.PeriodStartDate;
        Create(oneDay).Refusal.ShouldBeNull();

        var open = Story.ByHand();
        open.PeriodStartDate = open.PeriodEndDate = null;
        Create(open).Refusal.ShouldBeNull();
    }

    private static Budget Focused(long coreMicros, long totalMicros) => new()
    {
        TotalAmountMicros = totalMicros,
        FocusRule = FocusRule.EightyTwenty,
        Lines =
        {
            new BudgetLine { LineId = "core", AllocatedAmountMicros = coreMicros, FocusTag = FocusTag.Core },
            new BudgetLine { LineId = "innovation", AllocatedAmountMicros = totalMicros - coreMicros, FocusTag = FocusTag.Innovation },
        },
    };

    private static Outcome Create(Budget budget) => Scenario.Given().When(BudgetDecider.Create, new CreateBudgetRequest { Budget = budget });
}
