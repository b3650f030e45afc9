using Npgsql;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Commands;

/// <summary>A server that is told late what the database has committed, while another server has gone on from there.</summary>
public sealed class LateAnswers(PostgresCluster cluster)
{
    [Fact]
    public async Task A_call_is_not_refused_for_a_state_that_had_passed_before_it_was_made()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var prompt = new RunningServer(database.ConnectionString);
        await prompt.InitializeAsync();
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new ReplyCuttingProxy(address.Host!, address.Port);
        (address.Port, address.MaxPoolSize) = (proxy.Port, 1);
        await using var late = await prompt.StartAnotherAsync(address.ConnectionString);
        var budget = await late.ActiveAsync(("content", 100));
        var hold = await late.ReserveAsync(budget, 60);

        // The second expense finds its statements prepared, so that nothing but the answer to its commit is held back.
        await late.Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });
        proxy.HoldReplies();
        var expense = late.Operator.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 9 }).ResponseAsync;
        while ((await prompt.GetAsync(budget.Name)).Lines[0].SpentAmountMicros == 1)
        {
        }

        await prompt.Operator.Budgets.ReleaseReservationAsync(new() { Name = hold.Name });
        var after = late.ReserveAsync(budget, 50);

        // Time enough to decide; how much does not matter to a server that decides as it should.
        for (var i = 0; i < 50; i++)
            await prompt.GetAsync(budget.Name);
        expense.IsCompleted.ShouldBeFalse("it would have been told too early");
        proxy.LetRepliesPass();

        await after;
        await expense;
        (await prompt.GetAsync(budget.Name)).Balance().ShouldBe((50, 10, 40));
    }
}
