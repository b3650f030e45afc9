using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class Capturing(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_hold_is_spent_in_parts_and_the_last_part_gives_the_rest_back()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 50);

        var partly = await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 20, ExternalReference = "INV-1" });
        (partly.State, partly.HeldAmountMicros, partly.CapturedAmountMicros).ShouldBe((State.Held, 30, 20));
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((30, 20, 50));

        var wholly = await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 10, Final = true });
        (wholly.State, wholly.HeldAmountMicros, wholly.CapturedAmountMicros, wholly.ReleasedAmountMicros).ShouldBe((State.Captured, 0, 30, 20));
        var after = await Server.GetAsync(budget.Name);
        (after.Balance(), after.OpenReservationCount).ShouldBe(((0, 30, 70), 0));

        var expenses = (await Operator.ListExpensesAsync(new() { Parent = budget.Name, OrderBy = "create_time, amount_micros desc" })).Expenses;
        expenses.Select(expense => (expense.AmountMicros, expense.Reservation, expense.ExternalReference)).ShouldBe([(20, hold.Name, "INV-1"), (10, hold.Name, "")]);
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).Select(entry => entry.Kind).TakeLast(3)
            .ShouldBe([LedgerEntry.Types.Kind.Captured, LedgerEntry.Types.Kind.Captured, LedgerEntry.Types.Kind.Released]);
    }

    [Fact]
    public async Task Without_an_amount_all_that_is_held_is_spent()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 50);
        (await Operator.CaptureReservationAsync(new() { Name = hold.Name })).State.ShouldBe(State.Captured);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 50, 50));
    }

    [Fact]
    public async Task Capturing_beyond_the_hold_is_refused_with_what_is_held()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 50);
        var error = await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 51 }).Refused(ErrorReason.CaptureExceedsHold);
        (error.Info.Metadata["held"], error.Info.Metadata["asked"]).ShouldBe(("50", "51"));
        (await Operator.GetReservationAsync(new() { Name = hold.Name })).ShouldBe(hold);
    }

    [Fact]
    public async Task Capturing_twice_is_refused()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 50);
        await Operator.CaptureReservationAsync(new() { Name = hold.Name });
        (await Operator.CaptureReservationAsync(new() { Name = hold.Name }).Refused(ErrorReason.ReservationFinished)).Info.Metadata["state"].ShouldBe("CAPTURED");
        await Operator.ReleaseReservationAsync(new() { Name = hold.Name }).Refused(ErrorReason.ReservationFinished);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 50, 50));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public async Task An_amount_outside_its_range_is_no_amount(long micros)
    {
        var hold = await Server.ReserveAsync(await Server.ActiveAsync(("content", 100)), 50);
        (await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = micros }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["amount_micros"]);
    }

    [Fact]
    public async Task A_released_hold_gives_its_money_back_once()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var hold = await Server.ReserveAsync(budget, 50);
        var released = await Operator.ReleaseReservationAsync(new() { Name = hold.Name });
        (released.State, released.ReleasedAmountMicros).ShouldBe((State.Released, 50));
        (await Operator.ReleaseReservationAsync(new() { Name = hold.Name })).ShouldBe(released);
        (await Operator.CaptureReservationAsync(new() { Name = hold.Name }).Refused(ErrorReason.ReservationFinished)).Info.Metadata["state"].ShouldBe("RELEASED");
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 100));
    }
}
