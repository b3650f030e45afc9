using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using static OpsPlatform.Budgets.V1.BudgetLine.Types.Role;
using Code = OpsPlatform.Budgets.V1.BudgetWarning.Types.Code;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>How a budget's lines are planned: ranges, people, zero-based, shares of a figure, the emergency reserve.</summary>
public sealed class PlanningTests
{
    private const long Yuan = 1_000_000;

    [Theory, Trait("row", "BUD-04")]
    [InlineData(3_500_000, 1_857)]
    [InlineData(4_500_000, 1_667)]
    public void More_than_half_for_people_is_warned_of(long total, int deviationBps)
    {
        var budget = Draft(new() { CurrencyCode = "CNY", TotalAmountMicros = total * Yuan, AllocationPreset = AllocationPreset.RigidAndElastic });
        budget.PersonnelShareBps.ShouldBe(5_000);
        budget.Warnings.ShouldBe([new BudgetWarning { Code = Code.PersonnelShare, DeviationBps = deviationBps }]);
    }

    [Theory, Trait("row", "BUD-04")]
    [InlineData(500_000, 0)]
    [InlineData(500_049, 0)]
    [InlineData(500_050, 1)]
    [InlineData(1_000_000, 5_000)]
    public void The_share_of_people_is_warned_of_once_it_rounds_to_a_basis_point(long people, int deviationBps)
    {
        var draft = OfLines(("team", people), ("rest", 1_000_000 - people));
        draft.Lines[0].Role = Personnel;
        draft.PersonnelShareBps = 5_000;
        Draft(draft).Warnings.Sum(warning => warning.DeviationBps).ShouldBe(deviationBps);
        draft.PersonnelShareBps = 0;
        Draft(draft).Warnings.ShouldBeEmpty();
    }

    [Theory, Trait("row", "BUD-04")]
    [InlineData(300, 0)]
    [InlineData(400, 0)]
    [InlineData(299, 34)]
    [InlineData(401, 25)]
    [InlineData(0, 10_000)]
    public void A_line_outside_its_range_is_warned_of(long amount, int deviationBps)
    {
        var draft = OfLines(("production", amount), ("rest", 1_000 - amount));
        (draft.Lines[0].MinAmountMicros, draft.Lines[0].MaxAmountMicros) = (300, 400);
        BudgetWarning[] expected = deviationBps == 0 ? [] : [new() { Code = Code.OutOfRange, Line = "production", DeviationBps = deviationBps }];
        Draft(draft).Warnings.ShouldBe(expected);
    }

    [Fact, Trait("row", "BUD-04")]
    public void A_range_whose_most_is_below_its_least_is_refused()
    {
        var draft = OfLines(("production", 1));
        (draft.Lines[0].MinAmountMicros, draft.Lines[0].MaxAmountMicros) = (2, 1);
        Create(draft).ThenRefused(ErrorReason.LineRangeInvalid, "budget.lines[0].max_amount_micros", ("line", "production"), ("min", new Micros(2)), ("max", new Micros(1)));
        draft.Lines[0].MaxAmountMicros = 0;
        Create(draft).Refusal.ShouldBeNull("no most is given");
    }

    [Fact, Trait("row", "BUD-04")]
    public void The_yearly_ranges_are_in_yuan() =>
        Create(new() { CurrencyCode = "USD", TotalAmountMicros = 1, AllocationPreset = AllocationPreset.RigidAndElastic })
            .ThenRefused(ErrorReason.CurrencyMismatch, "budget.currency_code", ("given", "USD"), ("currency", "CNY"));

    [Fact, Trait("row", "BUD-09")]
    public void A_line_that_starts_from_zero_is_justified_whatever_it_had_before()
    {
        var draft = OfLines(("live", 60), ("content", 40));
        draft.ZeroBased = true;
        draft.Lines[0].Justification = "ten percent of the revenue";
        draft.Lines[1].PreviousAmountMicros = 35;
        Create(draft).ThenRefused(ErrorReason.LineUnjustified, "budget.lines[1].justification", ("line", "content"));

        draft.Lines[1].Justification = " \n";
        Create(draft).Refusal!.Reason.ShouldBe(ErrorReason.LineUnjustified);
        draft.Lines[1].Justification = "four videos a week";
        Draft(draft).Lines.Select(line => (line.Justification, line.PreviousAmountMicros)).ShouldBe([("ten percent of the revenue", 0), ("four videos a week", 35)]);
    }

    [Theory, Trait("row", "BUD-09")]
    [InlineData(5_000_000_000_000, 1_000, 500_000_000_000)]
    [InlineData(9_999, 1, 0)]
    [InlineData(19_999, 1, 1)]
    [InlineData(1_000_000_000_000_000_000, 10_000, 1_000_000_000_000_000_000)]
    public void A_line_gets_its_share_of_a_figure_to_the_micro(long figure, int share, long amount)
    {
        var draft = OfLines(("live", 0), ("rest", 7));
        draft.Lines[0].Target = new LineTarget { Figure = "yearly revenue", BaseAmountMicros = figure, ShareBps = share };
        draft.TotalAmountMicros += amount;
        var budget = Draft(draft);
        (budget.Lines[0].AllocatedAmountMicros, budget.Warnings.Count).ShouldBe((amount, 0));
    }

    [Fact, Trait("row", "BUD-09")]
    public void An_amount_beside_a_target_must_be_the_targets()
    {
        var draft = OfLines(("live", 11));
        draft.Lines[0].Target = new LineTarget { Figure = "yearly revenue", BaseAmountMicros = 100, ShareBps = 1_000 };
        Create(draft).ThenRefused(ErrorReason.LineTargetMissed, "budget.lines", ("line", "live"), ("given", new Micros(11)), ("target", new Micros(10)));
        draft.Lines[0].AllocatedAmountMicros = draft.TotalAmountMicros = 10;
        Draft(draft).Lines[0].AllocatedAmountMicros.ShouldBe(10);
    }

    [Theory, Trait("row", "BUD-06")]
    [InlineData(900_000, 100_000)]
    [InlineData(850_000, 150_000)]
    [InlineData(1, 999_999)]
    public void What_lines_leave_is_the_reserve(long content, long reserve)
    {
        var draft = Kept(content);
        Draft(draft).Lines.Select(line => (line.LineId, line.AllocatedAmountMicros, line.Role)).ShouldBe([("content", content, Unspecified), ("reserve", reserve, EmergencyReserve)]);
    }

    [Theory, Trait("row", "BUD-06")]
    [InlineData(900_001)]
    [InlineData(1_000_000)]
    [InlineData(2_000_000)]
    public void Lines_cannot_take_what_the_reserve_keeps(long content) =>
        Create(Kept(content)).ThenRefused(
            ErrorReason.ReserveTouched, "budget.lines", ("allocated", new Micros(content)), ("most", new Micros(900_000)), ("total", new Micros(1_000_000)));

    [Fact, Trait("row", "BUD-06")]
    public void A_reserve_by_hand_is_the_reserve_and_there_is_one()
    {
        var draft = Kept(800_000);
        draft.Lines.Add(new BudgetLine { LineId = "shock", Role = EmergencyReserve, AllocatedAmountMicros = 200_000 });
        Draft(draft).Lines.Count.ShouldBe(2);
        draft.Lines.Add(new BudgetLine { LineId = "more", Role = EmergencyReserve });
        Create(draft).ThenRefused(ErrorReason.ReserveRepeated, "budget.lines[2].role", ("line", "more"));
    }

    [Fact, Trait("row", "BUD-06"), Trait("row", "BUD-02")]
    public void A_preset_keeps_its_reserve_or_splits_what_the_reserve_leaves()
    {
        var own = Draft(new() { TotalAmountMicros = 7, AllocationPreset = AllocationPreset.FortyThirtyTwentyTen });
        (own.EmergencyReserveShareBps, own.Lines[3].Role).ShouldBe((1_000, EmergencyReserve));
        var added = Draft(new() { TotalAmountMicros = 1_000, AllocationPreset = AllocationPreset.FiveThreeTwo, EmergencyReserveShareBps = 1_000 });
        added.Lines.Select(line => (line.LineId, line.AllocatedAmountMicros)).ShouldBe([("content", 450), ("traffic", 270), ("tech", 180), ("reserve", 100)]);
    }

    private static Budget Kept(long content)
    {
        var draft = OfLines(("content", content));
        (draft.TotalAmountMicros, draft.EmergencyReserveShareBps) = (1_000_000, 1_000);
        return draft;
    }

    private static Budget OfLines(params (string Id, long Micros)[] lines) => new()
    {
        TotalAmountMicros = lines.Sum(line => line.Micros),
        Lines = { lines.Select(line => new BudgetLine { LineId = line.Id, AllocatedAmountMicros = line.Micros }) },
    };

    private static Budget Draft(Budget budget) => Create(budget).Folded().Root;

    private static Outcome Create(Budget budget) => Scenario.Given().When(BudgetDecider.Create, new CreateBudgetRequest { Budget = budget });
}
