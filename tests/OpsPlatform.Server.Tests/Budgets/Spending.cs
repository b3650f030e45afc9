using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class Spending(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task An_expense_without_a_hold_goes_from_left_to_spent()
    {
        var budget = await Server.ActiveAsync(("content", 100));

        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, ExpenseId = "camera", Line = "content", AmountMicros = 30, Purpose = "a lens" });

        (expense.Name, expense.AmountMicros, expense.Reservation, expense.EffectiveDate)
            .ShouldBe(($"{budget.Name}/expenses/camera", 30, "", new() { Year = 2026, Month = 3, Day = 12 }));
        (await Operator.GetExpenseAsync(new() { Name = expense.Name })).ShouldBe(expense);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 30, 70));
        (await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 71 }).Refused(ErrorReason.BudgetExceeded)).Info.Metadata["left"].ShouldBe("70");
    }

    [Fact]
    public async Task An_expense_is_refunded_in_parts_and_never_beyond_what_it_was()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 30 });

        (await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 10 })).RefundedAmountMicros.ShouldBe(10);
        var error = await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 21 }).Refused(ErrorReason.RefundExceedsExpense);
        (error.Info.Metadata["refundable"], error.Info.Metadata["asked"]).ShouldBe(("20", "21"));
        var refunded = await Operator.RefundExpenseAsync(new() { Name = expense.Name });
        refunded.RefundedAmountMicros.ShouldBe(30);
        (await Operator.RefundExpenseAsync(new() { Name = expense.Name })).ShouldBe(refunded);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 100));
        await Server.LedgerMustGiveTheLinesAsync(budget.Name);
    }

    [Fact]
    public async Task What_was_captured_can_be_refunded_as_well()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 50);
        await Operator.CaptureReservationAsync(new() { Name = hold.Name });
        var expense = (await Operator.ListExpensesAsync(new() { Parent = budget.Name })).Expenses.ShouldHaveSingleItem();

        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 50 });

        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 100));
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name))[^1].Expense.ShouldBe(expense.Name);
    }
}
