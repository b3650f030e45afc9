using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class ExpenseTests
{
    [Fact]
    public void Recording_spends_what_is_left()
    {
        var outcome = Record(new() { Line = "content", AmountMicros = 250, CostItem = "kol", Purpose = "a host", ExternalReference = "invoice-1", Requester = Story.Requester });
        outcome.Then(new ExpenseRecorded { Expense = "new", Line = "content", AmountMicros = 250, CostItem = "kol", Purpose = "a host", ExternalReference = "invoice-1", EffectiveDate = Story.Today, Requester = Story.Requester });

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(held: 0, spent: 250, left: 350);
        var expense = budget.The<Expense>();
        (expense.Name, expense.AmountMicros, expense.CurrencyCode, expense.Reservation, expense.Requester).ShouldBe((Story.ExpenseName("new"), 250, "CNY", "", Story.Requester));
    }

    [Fact]
    public void Recording_is_refused_as_reserving_is()
    {
        Record(new() { Line = "content", AmountMicros = 601 })
            .ThenRefused(ErrorReason.BudgetExceeded, "amount_micros", ("line", "content"), ("left", new Micros(600)), ("asked", new Micros(601)));
        Record(new() { Line = "tech", AmountMicros = 1 }).ThenRefused(ErrorReason.LineUnknown, "line", ("line", "tech"), ("lines", "content, traffic"));
        Record(new() { Line = "content", AmountMicros = 1, CurrencyCode = "USD" })
            .ThenRefused(ErrorReason.CurrencyMismatch, "currency_code", ("given", "USD"), ("currency", "CNY"));
        Record(new() { Line = "traffic", AmountMicros = 1, CostItem = "kol" })
            .ThenRefused(ErrorReason.CostItemMisplaced, "cost_item", ("cost_item", "kol"), ("owner", "content"), ("line", "traffic"));
        Scenario.Given(Story.Drafted).When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 1 })
            .ThenRefused(ErrorReason.BudgetState, "", ("state", "DRAFT"), ("needed", "ACTIVE"));
    }

    [Fact]
    public void Held_money_cannot_be_spent_beside_its_hold() =>
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 500)]).When(BudgetDecider.Record, new RecordExpenseRequest { Line = "content", AmountMicros = 101 })
            .ThenRefused(ErrorReason.BudgetExceeded, "amount_micros", ("line", "content"), ("left", new Micros(100)), ("asked", new Micros(101)));

    [Fact]
    public void A_refund_brings_a_part_back()
    {
        var outcome = Refund(new() { AmountMicros = 40, Purpose = "returned", ExternalReference = "credit-1" });
        outcome.Then(new ExpenseRefunded { Expense = "e1", Line = "content", AmountMicros = 40, Purpose = "returned", ExternalReference = "credit-1", EffectiveDate = Story.Today });

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(held: 0, spent: 60, left: 540);
        budget.The<Expense>().RefundedAmountMicros.ShouldBe(40);
    }

    [Fact]
    public void Without_an_amount_all_that_stands_is_refunded_and_then_nothing()
    {
        var spent = Scenario.Given([.. Story.Active, Story.Spent("e1", 100)]);
        var request = new RefundExpenseRequest { Name = Story.ExpenseName("e1") };
        spent.When(BudgetDecider.Refund, new RefundExpenseRequest { Name = request.Name, AmountMicros = 30 }).Folded();
        spent.When(BudgetDecider.Refund, request).Folded().Line("content").ShouldHave(held: 0, spent: 0, left: 600);
        spent.When(BudgetDecider.Refund, request).ThenNothing();
    }

    [Fact]
    public void A_captured_expense_is_refunded_to_its_line() =>
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Captured("r1", 100, "e1")])
            .When(BudgetDecider.Refund, new RefundExpenseRequest { Name = Story.ExpenseName("e1") })
            .Folded().Line("content").ShouldHave(held: 0, spent: 0, left: 600);

    [Fact]
    public void Refunding_more_than_stands_is_refused() =>
        Scenario.Given([.. Story.Active, Story.Spent("e1", 100), new ExpenseRefunded { Expense = "e1", Line = "content", AmountMicros = 70 }])
            .When(BudgetDecider.Refund, new RefundExpenseRequest { Name = Story.ExpenseName("e1"), AmountMicros = 31 })
            .ThenRefused(ErrorReason.RefundExceedsExpense, "amount_micros", ("refundable", new Micros(30)), ("asked", new Micros(31)));

    [Fact]
    public void A_refund_in_another_currency_is_converted_at_its_own_rate_and_both_parts_of_it_say_so()
    {
        var rate = new ExchangeRate { RateNanos = 1_500_000_000, Source = "PBOC", RateDate = Story.Today };
        var conversion = new Conversion { OriginalCurrencyCode = "USD", OriginalAmountMicros = 61, ExchangeRate = rate };
        var paid = Scenario.Given([.. Story.Active, Story.Spent("e1", 100), new ExpensePaid { Expense = "e1", Line = "content", AmountMicros = 30 }]);
        Outcome Refund(long? micros, string currency, ExchangeRate? given)
        {
            var request = new RefundExpenseRequest { Name = Story.ExpenseName("e1"), CurrencyCode = currency, ExchangeRate = given };
            if (micros is { } amount)
                request.AmountMicros = amount;
            return paid.When(BudgetDecider.Refund, request);
        }

        Refund(61, "USD", rate).Then(
            new ExpenseRefunded { Expense = "e1", Line = "content", AmountMicros = 70, EffectiveDate = Story.Today, Conversion = conversion },
            new PaymentRefunded { Expense = "e1", Line = "content", AmountMicros = 22, EffectiveDate = Story.Today, Conversion = conversion });
        Refund(67, "USD", rate).ThenRefused(ErrorReason.RefundExceedsExpense, "amount_micros", ("refundable", new Micros(100)), ("asked", new Micros(101)));
        Refund(1, "USD", null).ThenRefused(ErrorReason.CurrencyMismatch, "currency_code", ("given", "USD"), ("currency", "CNY"));
        Refund(1, "CNY", rate).Refusal!.Reason.ShouldBe(ErrorReason.ExchangeRateInvalid);
        Refund(null, "USD", rate).ThenRefused(ErrorReason.CurrencyMismatch, "currency_code", ("given", "USD"), ("currency", "CNY"));
        Refund(null, "", rate).Refusal!.Reason.ShouldBe(ErrorReason.ExchangeRateInvalid);
    }

    [Fact]
    public void A_closed_budget_takes_no_refund() =>
        Scenario.Given([.. Story.Active, Story.Spent("e1", 100), new BudgetClosed()])
            .When(BudgetDecider.Refund, new RefundExpenseRequest { Name = Story.ExpenseName("e1") })
            .ThenRefused(ErrorReason.BudgetState, "", ("state", "CLOSED"), ("needed", "ACTIVE"));

    private static Outcome Record(RecordExpenseRequest request) => Scenario.Given(Story.Active).When(BudgetDecider.Record, request);

    private static Outcome Refund(RefundExpenseRequest request)
    {
        request.Name = Story.ExpenseName("e1");
        return Scenario.Given([.. Story.Active, Story.Spent("e1", 100)]).When(BudgetDecider.Refund, request);
    }
}
