using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Tests.Budgets;

namespace OpsPlatform.Domain.Tests;

public sealed class AggregateTests
{
    [Fact]
    public void An_event_stamps_what_it_changed_with_its_version_and_time()
    {
        var budget = Scenario.Given([.. Story.Active, Story.Reserved("r1", 1), Story.Reserved("r2", 1)]).Budget;
        budget.Root.Etag.ShouldBe("7");
        budget.Find<Reservation>("reservations/r1")!.Etag.ShouldBe("6");

        var later = Story.Now.AddMinutes(1);
        budget.Fold(Story.Released("r1", 1), later);
        var reservation = budget.Find<Reservation>("reservations/r1")!;
        (reservation.Etag, reservation.CreateTime, reservation.UpdateTime).ShouldBe(("8", Story.Now.ToTimestamp(), later.ToTimestamp()));
        (budget.Root.Etag, budget.Root.CreateTime, budget.Root.UpdateTime).ShouldBe(("8", Story.Now.ToTimestamp(), later.ToTimestamp()));
        budget.Find<Reservation>("reservations/r2")!.Etag.ShouldBe("7");
    }

    [Fact]
    public void Only_changed_children_are_touched()
    {
        var held = Scenario.Given([.. Story.Active, Story.Reserved("r1", 1)]).Budget;
        var loaded = new Aggregate<Budget>(held.Name, held.Version, held.Root);
        foreach (var (id, child) in held.Touched)
            loaded.Load(id, child);
        loaded.Touched.ShouldBeEmpty();

        loaded.Fold(Story.Captured("r1", 1, "e1"), Story.Now);
        loaded.Touched.Select(child => child.Key).ShouldBe(["reservations/r1", "expenses/e1"], ignoreOrder: true);
    }

    [Fact]
    public void The_child_of_a_command_is_the_one_it_changed_else_the_one_it_named()
    {
        var budget = new Aggregate<Budget>(Story.BudgetName);
        budget.Load("reservations/r1", new Reservation { Line = "named" });
        budget.The<Reservation>().Line.ShouldBe("named");

        budget.Apply(new Recorded(new Empty(), 1, Story.Now), (aggregate, _) => aggregate.Change<Reservation>("reservations/r2").Line = "changed");
        budget.The<Reservation>().Line.ShouldBe("changed");
    }
}
