using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Budgets;

namespace OpsPlatform.Server.Tests.Commands;

public sealed class TwoServers(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task Two_servers_that_write_the_same_budget_at_once_lose_no_update_and_overspend_nothing()
    {
        await using var other = await Server.StartAnotherAsync();
        var budget = await Server.ActiveAsync(("content", 100));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? Server : other).Operator.Budgets
            .ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 3 }).Outcome()));

        outcomes.OfType<RpcError>().Select(error => error.Reason).Distinct().ShouldBe(["BUDGET_EXCEEDED"], "conflicts between the servers are their own affair");
        outcomes.Count(error => error is null).ShouldBe(33);
        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        entries.Count(entry => entry.Kind == LedgerEntry.Types.Kind.Reserved).ShouldBe(33);
    }

    [Fact]
    public async Task A_repeat_through_another_server_runs_once()
    {
        await using var other = await Server.StartAnotherAsync();
        var budget = await Server.ActiveAsync(("content", 100));
        var request = new ReserveFundsRequest { Parent = budget.Name, Line = "content", AmountMicros = 3, RequestId = $"{Guid.NewGuid()}" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Server : other).Operator.Budgets.ReserveFundsAsync(request).ResponseAsync));

        answers.Distinct().ShouldHaveSingleItem();
        (await other.GetAsync(budget.Name)).Balance().ShouldBe((3, 0, 97));
    }

    [Fact]
    public async Task What_one_server_has_answered_the_other_reads()
    {
        await using var other = await Server.StartAnotherAsync();
        for (var i = 0; i < 20; i++)
        {
            var budget = await (i % 2 == 0 ? Server : other).DraftAsync(BudgetSteps.OfLines(("content", 1)));
            (await (i % 2 == 0 ? other : Server).GetAsync(budget.Name)).ShouldBe(budget);
        }
    }
}
