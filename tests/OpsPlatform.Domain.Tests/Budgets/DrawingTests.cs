using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class DrawingTests
{
    [Fact, Trait("row", "BUD-06")]
    public void A_draw_moves_money_from_the_reserve_to_a_line()
    {
        var outcome = Draw(new() { Line = "content", AmountMicros = 40, Incident = "INC-7", Purpose = "new platform rule" });
        outcome.Then(
            new ReserveDrawn { Line = "reserve", AmountMicros = 40, EffectiveDate = Story.Today, Incident = "INC-7", Purpose = "new platform rule" },
            new AllocationIncreased { Line = "content", AmountMicros = 40, EffectiveDate = Story.Today, Incident = "INC-7", Purpose = "new platform rule" });

        var budget = outcome.Folded();
        budget.Line("reserve").ShouldHave(0, 0, 60);
        budget.Line("content").ShouldHave(0, 0, 640);
        budget.Root.Lines.Select(line => line.AllocatedAmountMicros).ShouldBe([640, 400, 60]);
        (budget.Root.TotalAmountMicros, budget.Root.ReserveDrawnAmountMicros).ShouldBe((1_100, 40));
    }

    [Theory, Trait("row", "BUD-06")]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_an_incident_nothing_is_drawn(string incident) =>
        Draw(new() { Line = "content", AmountMicros = 1, Incident = incident }).ThenRefused(ErrorReason.IncidentMissing, "incident");

    [Fact, Trait("row", "BUD-06")]
    public void Beyond_what_the_reserve_has_left_nothing_is_drawn() =>
        Draw(new() { Line = "content", AmountMicros = 101, Incident = "INC-7" })
            .ThenRefused(ErrorReason.BudgetExceeded, "amount_micros", ("line", "reserve"), ("left", new Micros(100)), ("asked", new Micros(101)));

    [Fact, Trait("row", "BUD-06")]
    public void Nothing_is_drawn_to_the_reserve_held_on_it_or_spent_from_it()
    {
        Draw(new() { Line = "reserve", AmountMicros = 1, Incident = "INC-7" }).ThenRefused(ErrorReason.LineIsReserve, "line", ("line", "reserve"));
        Scenario.Given(Story.Kept).When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "reserve", AmountMicros = 1 }).ThenRefused(ErrorReason.LineIsReserve, "line", ("line", "reserve"));
        Scenario.Given(Story.Kept).When(BudgetDecider.Record, new RecordExpenseRequest { Line = "reserve", AmountMicros = 1 }).ThenRefused(ErrorReason.LineIsReserve, "line", ("line", "reserve"));
    }

    [Fact, Trait("row", "BUD-06")]
    public void A_budget_without_a_reserve_has_nothing_to_draw() =>
        Scenario.Given(Story.Active).When(BudgetDecider.DrawReserve, new DrawReserveRequest { Line = "content", AmountMicros = 1, Incident = "INC-7" }).ThenRefused(ErrorReason.ReserveMissing, "");

    [Fact, Trait("row", "BUD-06")]
    public void A_line_that_a_draw_takes_out_of_its_range_is_warned_of()
    {
        var kept = Story.WithReserve();
        kept.Lines[0].MaxAmountMicros = 600;
        var budget = Scenario.Given([new BudgetCreated { Budget = kept }, .. Story.Kept.Skip(1)])
            .When(BudgetDecider.DrawReserve, new DrawReserveRequest { Line = "content", AmountMicros = 6, Incident = "INC-7" }).Folded();
        budget.Root.Warnings.ShouldBe([new BudgetWarning { Code = BudgetWarning.Types.Code.OutOfRange, Line = "content", DeviationBps = 100 }]);
    }

    [Fact, Trait("row", "BUD-06")]
    public void All_of_a_budget_can_be_its_reserve_and_be_drawn()
    {
        var all = new Budget
        {
            TotalAmountMicros = 5,
            Lines = { new BudgetLine { LineId = "content" }, new BudgetLine { LineId = "reserve", Role = BudgetLine.Types.Role.EmergencyReserve, AllocatedAmountMicros = 5 } },
        };
        Scenario.Given([new BudgetCreated { Budget = all }, new BudgetApproved(), Story.Allocated("reserve", 5)])
            .When(BudgetDecider.DrawReserve, new DrawReserveRequest { Line = "content", AmountMicros = 5, Incident = "INC-7" })
            .Folded().Line("content").ShouldHave(0, 0, 5);
    }

    private static Outcome Draw(DrawReserveRequest request) => Scenario.Given(Story.Kept).When(BudgetDecider.DrawReserve, request);
}
