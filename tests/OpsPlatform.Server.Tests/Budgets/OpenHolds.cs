using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class OpenHolds(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task Open_holds_do_not_grow_the_stored_budget()
    {
        var budget = await Server.ActiveAsync(("content", 1_000_000));
        await Server.ReserveAsync(budget, 1000);
        var one = await StoredBytes(budget.Name);

        await Task.WhenAll(Enumerable.Range(0, 299).Select(_ => Server.ReserveAsync(budget, 1000)));

        (await Server.GetAsync(budget.Name)).OpenReservationCount.ShouldBe(300);
        (await StoredBytes(budget.Name) - one).ShouldBeLessThan(10, "the numbers have more digits, and nothing else is added");
    }

    [Fact]
    public async Task Fifty_holds_of_3_at_once_on_a_budget_of_100_leave_1()
    {
        var budget = await Server.ActiveAsync(("content", 100));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 3 }).Outcome()));

        outcomes.Count(error => error is null).ShouldBe(33);
        outcomes.OfType<RpcError>().ShouldAllBe(error => error.Reason == "BUDGET_EXCEEDED" && error.Info.Metadata["left"] == "1");
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((99, 0, 1));
        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        entries.Count(entry => entry.Kind == LedgerEntry.Types.Kind.Reserved).ShouldBe(33);
        (await Operator.ListReservationsAsync(new() { Parent = budget.Name, PageSize = 1000 })).Reservations.Sum(hold => hold.HeldAmountMicros).ShouldBe(99);
    }

    private async Task<int> StoredBytes(string name)
    {
        var stored = await Server.Get<PostgresEventStore>().GetDocumentAsync<Budget>("acme", name["workspaces/acme/".Length..]);
        return stored!.Data.CalculateSize();
    }
}
