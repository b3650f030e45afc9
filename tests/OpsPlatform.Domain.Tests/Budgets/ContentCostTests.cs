using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>What contents may cost, and what they have cost.</summary>
public sealed class ContentCostTests
{
    private static readonly CostObject _c1 = new() { Content = "workspaces/acme/contents/c1" };

    [Theory, Trait("row", "BUD-08")]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Holds_and_expenses_of_a_content_keep_to_its_cap(long micros, bool fits)
    {
        var given = Scenario.Given([.. Story.Kept, For(_c1, Story.Reserved("r1", 200)), For(_c1, Story.Spent("e1", 100)), Story.Spent("e2", 50)]);
        Outcome[] outcomes =
        [
            given.When(BudgetDecider.Record, new RecordExpenseRequest { Line = "traffic", AmountMicros = micros, CostObject = _c1 }),
            given.When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = micros, CostObject = _c1 }),
        ];
        foreach (var outcome in outcomes)
        {
            if (fits)
                outcome.Refusal.ShouldBeNull();
            else
                outcome.ThenRefused(ErrorReason.ContentCapExceeded, "amount_micros", ("content", "c1"), ("cap", new Micros(400)), ("used", new Micros(300)), ("asked", new Micros(101)))
                    .ApprovalPermission.ShouldBeNull();
        }
    }

    [Fact, Trait("row", "BUD-08")]
    public void What_is_captured_stays_counted_and_what_goes_back_is_not()
    {
        var captured = For(_c1, Story.Captured("r1", 150, "e1"));
        var budget = Scenario.Given([.. Story.Kept, For(_c1, Story.Reserved("r1", 200)), captured]).Budget;
        Used(budget).ShouldBe(200);
        budget.Fold(Story.Released("r1", 50), Story.Now);
        Used(budget).ShouldBe(150);
        budget.Fold(new ExpenseRefunded { Expense = "e1", Line = "content", AmountMicros = 40, EffectiveDate = Story.Today }, Story.Now);
        Used(budget).ShouldBe(110);
    }

    [Fact, Trait("row", "BUD-08")]
    public void A_lines_cap_counts_what_the_line_is_used_for()
    {
        var kept = Story.WithReserve();
        (kept.ContentCapAmountMicros, kept.Lines[0].ContentCapAmountMicros) = (0, 100);
        var given = Scenario.Given([new BudgetCreated { Budget = kept }, .. Story.Kept.Skip(1), For(_c1, Story.Spent("e1", 60))]);
        given.When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 41, CostObject = _c1 }).Refusal!.Reason.ShouldBe(ErrorReason.ContentCapExceeded);
        given.When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 40, CostObject = _c1 }).Refusal.ShouldBeNull();
        given.When(BudgetDecider.Record, new RecordExpenseRequest { Line = "traffic", AmountMicros = 400, CostObject = _c1 }).Refusal.ShouldBeNull();
        given.When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 400 }).Refusal.ShouldBeNull("it is for no content");
    }

    [Fact, Trait("row", "BUD-08")]
    public void Beyond_the_cap_only_what_asks_for_it_can_be_approved()
    {
        RecordExpenseRequest Of(bool asks) => new() { Line = "content", AmountMicros = 401, CostObject = _c1, AskApproval = asks };
        var given = Scenario.Given(Story.Kept);
        given.When(BudgetDecider.Record, Of(asks: true)).Refusal!.ApprovalPermission.ShouldBe("budgets.approve");
        given.When(BudgetDecider.Record, Of(asks: false), approval: "a1").Refusal!.ApprovalPermission.ShouldBeNull();
        given.When(BudgetDecider.Record, Of(asks: true), approval: "a1").Folded().Find<ContentCost>("content-costs/c1")!.UsedAmountMicros.ShouldBe(401);
    }

    [Fact]
    public void Without_a_cap_nothing_is_counted()
    {
        var budget = Scenario.Given([.. Story.Active, For(_c1, Story.Spent("e1", 60))]).Budget;
        budget.Touched.Select(child => child.Key).ShouldBe(["expenses/e1"]);
        ContentCosts.Beside(budget.Root, new RecordExpenseRequest { CostObject = _c1 }).ShouldBeNull();
    }

    [Fact, Trait("row", "BUD-08")]
    public void A_capped_budget_needs_the_count_of_whatever_names_a_content()
    {
        var budget = Story.WithReserve();
        IMessage[] named = [new RecordExpenseRequest { CostObject = _c1 }, new ReserveFundsRequest { CostObject = _c1 }, new Reservation { CostObject = _c1 }, new Expense { CostObject = _c1 }];
        named.Select(message => ContentCosts.Beside(budget, message)).ShouldAllBe(key => key == "content-costs/c1");
        ContentCosts.Beside(budget, new Reservation()).ShouldBeNull();
        ContentCosts.Beside(budget, new CloseBudgetRequest()).ShouldBeNull();
    }

    [Theory, Trait("row", "BUD-07")]
    [InlineData("host", true)]
    [InlineData("venue", true)]
    [InlineData("props", true)]
    [InlineData("kol", true)]
    [InlineData("catering", false)]
    [InlineData("", false)]
    public void A_line_that_demands_it_has_every_cost_classified(string costItem, bool fits)
    {
        var classified = Story.ByHand();
        classified.Lines[0].Classified = true;
        var given = Scenario.Given([new BudgetCreated { Budget = classified }, .. Story.Active.Skip(1)]);
        Outcome[] outcomes =
        [
            given.When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 1, CostItem = costItem }),
            given.When(BudgetDecider.Reserve, new ReserveFundsRequest { Line = "content", AmountMicros = 1, CostItem = costItem }),
        ];
        foreach (var outcome in outcomes)
        {
            if (fits)
                outcome.Refusal.ShouldBeNull();
            else
                outcome.ThenRefused(ErrorReason.CostUnclassified, "cost_item", ("line", "content"), ("items", "host, venue, props, kol"), ("cost_item", costItem));
        }
    }

    [Fact, Trait("row", "BUD-07")]
    public void A_cost_sheet_tells_by_cost_item_what_was_neither_refunded_nor_reversed()
    {
        var sheet = CostSheets.Of(Story.ByHand(), _c1.Content, [CostSheets.Item("venue", 1_000, 0, 0, 1), CostSheets.Item("host", 3_700, 0, 700, 2), CostSheets.Item("props", 800, 300, 0, 1)]);
        sheet.Items.Select(item => (item.CostItem, item.AmountMicros, item.RefundedAmountMicros, item.ExpenseCount)).ShouldBe([("host", 3_000, 0, 2), ("venue", 1_000, 0, 1), ("props", 500, 300, 1)]);
        (sheet.TotalAmountMicros, sheet.ExpenseCount, sheet.CurrencyCode).ShouldBe((4_500, 4, "CNY"));
    }

    private static long Used(Aggregate<Budget> budget)
    {
        var cost = budget.Find<ContentCost>("content-costs/c1")!;
        cost.Lines.ShouldHaveSingleItem().UsedAmountMicros.ShouldBe(cost.UsedAmountMicros);
        return cost.UsedAmountMicros;
    }

    private static IMessage For(CostObject costObject, IMessage message)
    {
        message.Descriptor.FindFieldByName("cost_object").Accessor.SetValue(message, costObject);
        return message;
    }
}
