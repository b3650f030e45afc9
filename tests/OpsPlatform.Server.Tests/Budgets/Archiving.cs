using Google.Protobuf;
using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Budgets;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class Archiving(RunningServer server) : ServerTest(server)
{
    private static readonly TimeSpan After = TimeSpan.FromDays(400);

    [Fact]
    public async Task A_budget_that_has_long_been_closed_is_archived_and_answers_every_read_to_the_byte_as_before()
    {
        var budget = await ClosedAsync();
        var before = await ReadAsync(budget.Name);

        Server.Clock.Leap(After);
        await Server.RunOnceAsync<BudgetArchiving>();

        (await ReadAsync(budget.Name)).ShouldBe(before);
        var (here, archived) = await WhereAsync(budget.Name);
        (here, archived > 0).ShouldBe((0, true));
    }

    [Fact]
    public async Task A_budget_is_left_where_it_is_until_its_time_has_come_and_while_it_is_open()
    {
        var open = await Server.ActiveAsync(("content", 100));
        var early = await ClosedAsync();
        var before = (await WhereAsync(open.Name), await WhereAsync(early.Name));

        Server.Clock.Leap(After - TimeSpan.FromSeconds(1));
        await Server.RunOnceAsync<BudgetArchiving>();
        (await WhereAsync(open.Name), await WhereAsync(early.Name)).ShouldBe(before);

        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Server.RunOnceAsync<BudgetArchiving>();
        (await WhereAsync(open.Name), await WhereAsync(early.Name)).ShouldBe((before.Item1, (0, before.Item2.Here)));
    }

    [Fact]
    public async Task An_archived_budget_answers_writes_as_a_closed_one_does()
    {
        var (closed, archived) = (await ClosedAsync(), await ClosedAsync());
        await Server.Get<PostgresEventStore>().ArchiveAsync<Budget>("acme", Stream(archived.Name));

        // A server that does not have the budgets in memory.
        await using var other = await Server.StartAnotherAsync();
        foreach (var budget in new[] { closed, archived })
        {
            await other.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, RequestId = $"{Guid.NewGuid()}" }).Refused(ErrorReason.BudgetState);
            (await other.Operator.Budgets.CloseBudgetAsync(new() { Name = budget.Name, Reason = "Again", RequestId = $"{Guid.NewGuid()}" })).ShouldBe(budget);
        }
    }

    [Fact]
    public async Task Servers_that_archive_at_once_archive_each_budget_once()
    {
        var budgets = new List<Budget>();
        for (var i = 0; i < 10; i++)
            budgets.Add(await ClosedAsync());
        await using var other = await Server.StartAnotherAsync();
        var before = await WhereAllAsync();

        Server.Clock.Leap(After);
        await Task.WhenAll(Server.RunOnceAsync<BudgetArchiving>(), other.RunOnceAsync<BudgetArchiving>());

        (await WhereAllAsync()).ShouldBe(before.Select(where => (0, where.Here)));

        async Task<List<(int Here, int Archived)>> WhereAllAsync()
        {
            var all = new List<(int, int)>();
            foreach (var budget in budgets)
                all.Add(await WhereAsync(budget.Name));
            return all;
        }
    }

    /// <summary>A budget with holds captured, released and expired, expenses and a refund, closed.</summary>
    private async Task<Budget> ClosedAsync()
    {
        var budget = await Server.ActiveAsync(("content", 100), ("tech", 50));
        await Operator.CaptureReservationAsync(new() { Name = (await Server.ReserveAsync(budget, 40)).Name, AmountMicros = 15, Final = true });
        await Operator.ReleaseReservationAsync(new() { Name = (await Server.ReserveAsync(budget, 7)).Name });
        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "tech", AmountMicros = 30 });
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 4 });
        return await Operator.CloseBudgetAsync(new() { Name = budget.Name, Reason = "Spent" });
    }

    /// <summary>All that the API says about a budget.</summary>
    private async Task<string[]> ReadAsync(string name)
    {
        var pages = new List<IMessage>
        {
            await Server.GetAsync(name),
            await Operator.ListReservationsAsync(new() { Parent = name }),
            await Operator.ListExpensesAsync(new() { Parent = name }),
            await Operator.ListEntriesAsync(new() { Parent = name }),
            await Operator.ListEntriesAsync(new() { Parent = name, Filter = "kind = CAPTURED OR amount_micros < 10", OrderBy = "post_time desc" }),
            await Operator.ListBudgetsAsync(new() { Parent = BudgetSteps.Workspace, Filter = $"name = \"{name}\"" }),
        };
        pages.AddRange(await Server.LedgerAsync(name, pageSize: 2));
        pages.AddRange(await Server.LedgerMustGiveTheLinesAsync(name));
        foreach (var reservation in ((ListReservationsResponse)pages[1]).Reservations)
            pages.Add(await Operator.GetReservationAsync(new() { Name = reservation.Name }));
        return [.. pages.Select(page => page.ToByteString().ToBase64())];
    }

    private async Task<(int Here, int Archived)> WhereAsync(string name)
    {
        await using var command = Server.Get<NpgsqlDataSource>().CreateCommand(
            "select (select count(*)::int from mt_events where tenant_id = 'acme' and stream_id = $1), (select count(*)::int from ops_archived_events where tenant_id = 'acme' and stream_id = $1)");
        command.Parameters.AddWithValue(Stream(name));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    private static string Stream(string name) => name[(BudgetSteps.Workspace.Length + 1)..];
}
