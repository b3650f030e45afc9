using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class CapturingTests
{
    [Fact]
    public void A_partial_capture_spends_a_part_and_holds_the_rest()
    {
        var outcome = Held().When(BudgetDecider.Capture, Capturing(40));
        outcome.Then(Story.Captured("r1", 40));

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(held: 60, spent: 40, left: 500);
        budget.Root.OpenReservationCount.ShouldBe(1);
        var reservation = budget.The<Reservation>();
        (reservation.State, reservation.HeldAmountMicros, reservation.CapturedAmountMicros).ShouldBe((State.Held, 60, 40));
    }

    [Fact]
    public void A_capture_makes_an_expense_that_knows_its_reservation()
    {
        var expense = Held().When(BudgetDecider.Capture, Capturing(40)).Folded().The<Expense>();
        expense.Name.ShouldBe(Story.ExpenseName("made"));
        expense.Reservation.ShouldBe(Story.ReservationName("r1"));
        (expense.Line, expense.AmountMicros, expense.CurrencyCode, expense.CostItem, expense.Purpose, expense.Requester).ShouldBe(("content", 40, "CNY", "kol", "a host", Story.Requester));
    }

    [Fact]
    public void A_final_capture_gives_the_rest_back()
    {
        var outcome = Held().When(BudgetDecider.Capture, Capturing(40, final: true));
        outcome.Then(Story.Captured("r1", 40), Story.Released("r1", 60));

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(held: 0, spent: 40, left: 560);
        budget.Root.OpenReservationCount.ShouldBe(0);
        var reservation = budget.The<Reservation>();
        (reservation.State, reservation.HeldAmountMicros, reservation.ReleasedAmountMicros).ShouldBe((State.Captured, 0, 60));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Capturing_all_that_is_held_finishes_the_reservation(bool final)
    {
        var outcome = Held().When(BudgetDecider.Capture, Capturing(null, final));
        outcome.Then(Story.Captured("r1", 100));

        var budget = outcome.Folded();
        budget.The<Reservation>().State.ShouldBe(State.Captured);
        budget.Root.OpenReservationCount.ShouldBe(0);
    }

    [Fact]
    public void Without_an_amount_a_second_capture_takes_what_the_first_left() =>
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Captured("r1", 40, "e1")]).When(BudgetDecider.Capture, Capturing(null))
            .Then(Story.Captured("r1", 60));

    [Fact]
    public void A_capture_may_have_its_own_reference()
    {
        var request = Capturing(40);
        request.ExternalReference = "invoice-9";
        Held().When(BudgetDecider.Capture, request).Events.Cast<ReservationCaptured>().Single().ExternalReference.ShouldBe("invoice-9");
    }

    [Fact]
    public void Capturing_more_than_is_held_is_refused() =>
        Held().When(BudgetDecider.Capture, Capturing(101))
            .ThenRefused(ErrorReason.CaptureExceedsHold, "amount_micros", ("held", new Micros(100)), ("asked", new Micros(101)));

    [Fact]
    public void A_hold_can_be_captured_until_the_last_microsecond() =>
        Held().After(TimeSpan.FromDays(7) - TimeSpan.FromMicroseconds(1)).When(BudgetDecider.Capture, Capturing(1)).Refusal.ShouldBeNull();

    [Fact]
    public void From_its_expire_time_on_a_hold_cannot_be_captured()
    {
        Held().After(TimeSpan.FromDays(7)).When(BudgetDecider.Capture, Capturing(1))
            .ThenRefused(ErrorReason.ReservationExpired, "name", ("expire_time", "2026-04-07T12:00:00Z"));
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Expired("r1", 100, Story.Today)]).After(TimeSpan.FromDays(8))
            .When(BudgetDecider.Capture, Capturing(1)).ThenRefused(ErrorReason.ReservationExpired, "name", ("expire_time", "2026-04-07T12:00:00Z"));
    }

    [Fact]
    public void What_is_finished_cannot_be_captured_again()
    {
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Captured("r1", 100, "e1")]).When(BudgetDecider.Capture, Capturing(null))
            .ThenRefused(ErrorReason.ReservationFinished, "name", ("state", "CAPTURED"));
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Released("r1", 100)]).When(BudgetDecider.Capture, Capturing(1))
            .ThenRefused(ErrorReason.ReservationFinished, "name", ("state", "RELEASED"));
    }

    [Fact]
    public void A_reservation_that_was_not_loaded_is_a_mistake_of_the_program() =>
        Should.Throw<InvalidOperationException>(() => Scenario.Given(Story.Active).When(BudgetDecider.Capture, Capturing(1)));

    private static Scenario Held() => Scenario.Given([.. Story.Active, Story.Reserved("r1", 100)]);

    private static CaptureReservationRequest Capturing(long? amountMicros, bool final = false)
    {
        var request = new CaptureReservationRequest { Name = Story.ReservationName("r1"), Final = final };
        if (amountMicros is { } amount)
            request.AmountMicros = amount;
        return request;
    }
}
