using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Tests.Budgets;

public sealed class ReleasingTests
{
    private static readonly ReleaseReservationRequest _release = new() { Name = Story.ReservationName("r1") };
    private static readonly TimeSpan _ttl = TimeSpan.FromDays(7);
    private static readonly Google.Type.Date _dueDay = Story.Day(2026, 4, 7);

    [Fact]
    public void Releasing_gives_back_what_is_still_held()
    {
        var outcome = Scenario.Given([.. Story.Active, Story.Reserved("r1", 100)]).When(BudgetDecider.Release, _release);
        outcome.Then(Story.Released("r1", 100));

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(held: 0, spent: 0, left: 600);
        budget.Root.OpenReservationCount.ShouldBe(0);
        budget.The<Reservation>().State.ShouldBe(State.Released);
    }

    [Fact]
    public void A_reservation_that_was_captured_in_part_stays_captured_when_the_rest_is_released()
    {
        var outcome = Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Captured("r1", 30)]).When(BudgetDecider.Release, _release);
        outcome.Then(Story.Released("r1", 70));
        outcome.Folded().The<Reservation>().State.ShouldBe(State.Captured);
    }

    [Fact]
    public void Releasing_what_was_captured_to_the_last_micro_is_refused() =>
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Captured("r1", 100)]).When(BudgetDecider.Release, _release)
            .ThenRefused(ErrorReason.ReservationFinished, "name", ("state", "CAPTURED"));

    [Fact]
    public void Releasing_again_changes_nothing()
    {
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Released("r1", 100)]).When(BudgetDecider.Release, _release).ThenNothing();
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Expired("r1", 100, _dueDay)]).When(BudgetDecider.Release, _release).ThenNothing();
        Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Captured("r1", 30), Story.Released("r1", 70)]).When(BudgetDecider.Release, _release).ThenNothing();
    }

    [Fact]
    public void Releasing_what_is_due_expires_it()
    {
        var outcome = Scenario.Given([.. Story.Active, Story.Reserved("r1", 100)]).After(_ttl).When(BudgetDecider.Release, _release);
        outcome.Then(Story.Expired("r1", 100, _dueDay));
        outcome.Folded().The<Reservation>().State.ShouldBe(State.Expired);
    }

    [Fact]
    public void What_is_due_expires_and_the_rest_stays()
    {
        var longer = Story.Reserved("r2", 50);
        longer.ExpireTime.Seconds += 1;
        var outcome = Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), longer, Story.Reserved("r3", 9), Story.Released("r3", 9)])
            .After(_ttl).When(BudgetDecider.Expire, new ExpireReservations(["r1", "r1", "r2", "r3", "unknown"]));
        outcome.Then(Story.Expired("r1", 100, _dueDay));

        var budget = outcome.Folded();
        budget.Line("content").ShouldHave(held: 50, spent: 0, left: 550);
        budget.Root.OpenReservationCount.ShouldBe(1);
    }

    [Fact]
    public void What_was_captured_in_part_stays_captured_when_the_rest_expires()
    {
        var outcome = Scenario.Given([.. Story.Active, Story.Reserved("r1", 100), Story.Captured("r1", 30)])
            .After(_ttl).When(BudgetDecider.Expire, new ExpireReservations(["r1"]));
        outcome.Then(Story.Expired("r1", 70, _dueDay));

        var reservation = outcome.Folded().The<Reservation>();
        (reservation.State, reservation.CapturedAmountMicros, reservation.ReleasedAmountMicros).ShouldBe((State.Captured, 30, 70));
    }

    [Fact]
    public void Expiring_twice_changes_nothing()
    {
        var expire = new ExpireReservations(["r1"]);
        var expired = Scenario.Given([.. Story.Active, Story.Reserved("r1", 100)]).After(_ttl);
        expired.When(BudgetDecider.Expire, expire).Folded();
        expired.When(BudgetDecider.Expire, expire).ThenNothing();
    }
}
