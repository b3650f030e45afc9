using Npgsql;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>What is too large for one append is released slice by slice.</summary>
public sealed class Closing(RunningServer server) : ServerTest(server)
{
    private const int Holds = 950;
    private const int Slice = 400;

    [Fact]
    public async Task Another_node_closes_a_budget_whose_closing_was_stopped_between_two_slices()
    {
        var budget = await Server.ActiveAsync(("content", Holds));
        await Task.WhenAll(Enumerable.Range(0, Holds).Select(_ => Server.ReserveAsync(budget, 1)));
        var closing = await Operator.CloseBudgetAsync(new() { Name = budget.Name, Reason = "The season is over.", ReleaseReservations = true });

        await using (var database = NpgsqlDataSource.Create(Server.Database))
        {
            await ExecuteAsync(database, "create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$");
            await ExecuteAsync(database, $"create trigger second_slice before update on mt_doc_budget for each row when (new.mt_version > {long.Parse(closing.Etag) + Slice}) execute function no_room()");
            await Should.ThrowAsync<StoreUnavailableException>(Server.RunOnceAsync<BudgetClosingWork>());
            await Server.EndAsync<BudgetClosingWork>();
            await ExecuteAsync(database, "drop trigger second_slice on mt_doc_budget");
        }

        var between = await Server.GetAsync(budget.Name);
        (between.State, between.OpenReservationCount, between.Balance()).ShouldBe((State.Closing, Holds - Slice, (Holds - Slice, 0, Slice)));
        await using var other = await Server.StartAnotherAsync();
        await other.RunOnceAsync<BudgetClosingWork>();

        var closed = await Server.GetAsync(budget.Name);
        (closed.State, closed.StateReason, closed.OpenReservationCount, closed.Balance()).ShouldBe((State.Closed, "The season is over.", 0, (0, 0, Holds)));
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).Count(entry => entry.Kind == Kind.Released).ShouldBe(Holds);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
