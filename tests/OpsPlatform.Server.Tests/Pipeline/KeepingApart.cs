using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Budgets;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Events;
using OpsPlatform.Server.Tests.Personal;
using OpsPlatform.Server.Tests.Projections;
using OpsPlatform.Server.Tests.Quotas;

namespace OpsPlatform.Server.Tests.Pipeline;

/// <summary>What is done to all of a workspace leaves another as it was, to the byte, though both have the same ids and know the same person.</summary>
public sealed class KeepingApart(RunningServer server) : ServerTest(server)
{
    private static readonly string[] Workspaces = ["acme", "globex"];

    private readonly string _budget = BudgetSteps.NewId();
    private readonly Person _person = PersonSteps.NewPerson();

    public override async ValueTask InitializeAsync()
    {
        foreach (var workspace in Workspaces)
            await WorkAsync(workspace);
        await Server.SettleAsync();
    }

    [Fact]
    public async Task An_export_and_a_list_of_events_tell_of_their_own_workspace_only()
    {
        var theirs = await TheirsAsync();

        foreach (var (client, other) in new[] { (Server.Operator, "globex"), (Server.Stranger, "acme") })
        {
            var exported = string.Concat(await client.PartsAsync());
            exported.ShouldContain(Mark(client.ClientId.Split('-')[0]));
            exported.ShouldNotContain(other);
            var listed = $"{await client.Events.ListEventsAsync(new() { Parent = client.Workspace(), PageSize = 1000 })}";
            listed.ShouldContain(Mark(client.ClientId.Split('-')[0]));
            listed.ShouldNotContain(other);
        }

        (await TheirsAsync()).ShouldBe(theirs);
    }

    [Fact]
    public async Task A_rebuild_makes_nothing_anew_elsewhere()
    {
        var theirs = await TheirsAsync();
        var mine = await AnswersAsync(Server.Operator);

        await Server.Operator.Projections.RebuildProjectionAsync(new() { Name = ProjectionSteps.Months });
        await Server.SettleAsync();

        Server.Log.All.ShouldContain(record => record.Text.Contains("was rebuilt in acme"));
        Server.Log.All.ShouldNotContain(record => record.Text.Contains("was rebuilt in globex"));
        (await AnswersAsync(Server.Operator)).ShouldBe(mine);
        (await TheirsAsync()).ShouldBe(theirs);
    }

    [Fact]
    public async Task An_erased_person_is_still_known_elsewhere()
    {
        var theirs = await TheirsAsync();
        theirs.ShouldContain(answer => answer.Contains(_person.Masked().DisplayName));

        await Server.EraseAsync(_person);
        Server.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Operator.GetReservationAsync(new() { Name = $"workspaces/acme/budgets/{_budget}/reservations/hold" })).Requester.ShouldBe(_person.Nameless(erased: true));
        (await TheirsAsync()).ShouldBe(theirs);
        await using var restarted = await Server.StartAnotherAsync();
        (await AnswersAsync(restarted.Stranger)).ShouldBe(theirs, "the ledger erases nobody else either");
    }

    [Fact]
    public async Task What_is_archived_is_not_archived_elsewhere()
    {
        await Operator.CloseBudgetAsync(new() { Name = $"workspaces/acme/budgets/{_budget}", Reason = "Spent" });
        Server.Clock.Leap(TimeSpan.FromDays(400));
        var theirs = await TheirsAsync();
        await Server.RunOnceAsync<BudgetArchiving>();

        (await Server.SqlAsync($"select string_agg(distinct tenant_id, ' ') from ops_archived_events where stream_id = 'budgets/{_budget}'")).ShouldBe("acme");
        (await Server.SqlAsync($"select string_agg(distinct tenant_id, ' ') from mt_events where stream_id = 'budgets/{_budget}'")).ShouldBe("globex");
        (await TheirsAsync()).ShouldBe(theirs);
    }

    [Fact]
    public async Task A_request_that_is_forgotten_is_remembered_elsewhere()
    {
        var clientId = BudgetSteps.NewId("twin");
        var clients = new Dictionary<string, ApiClient>();
        foreach (var workspace in Workspaces)
            clients[workspace] = await Server.ProvisionAsync(workspace, clientId, "*");
        var requestId = $"{Guid.NewGuid()}";
        Task<(Expense Answer, bool Replayed)> Spend(string workspace) =>
            Answered(clients[workspace].Budgets.RecordExpenseAsync(new() { Parent = $"workspaces/{workspace}/budgets/{_budget}", Line = "content", AmountMicros = 1, RequestId = requestId }));
        await Spend("acme");
        Server.Clock.Leap(TimeSpan.FromDays(1));
        var (theirs, _) = await Spend("globex");

        Server.Clock.Leap(TimeSpan.FromDays(29.5));
        await Server.RunOnceAsync<RequestCleanup>();

        (await Spend("acme")).Replayed.ShouldBeFalse();
        (await Spend("globex")).ShouldBe((theirs, true));
        foreach (var client in clients.Values)
            client.Dispose();
    }

    /// <summary>The same work, in a workspace that is told from the other by the name of its budget.</summary>
    private async Task WorkAsync(string workspace)
    {
        var budgets = (workspace == "acme" ? Server.Operator : Server.Stranger).Budgets;
        using var boss = await Server.ProvisionAsync(workspace, $"{workspace}-boss", "budgets.*");
        var budget = BudgetSteps.OfLines(("content", 100));
        budget.DisplayName = Mark(workspace);
        var name = (await budgets.CreateBudgetAsync(new() { Parent = $"workspaces/{workspace}", BudgetId = _budget, Budget = budget })).Name;
        await budgets.SubmitBudgetAsync(new() { Name = name });
        await boss.Budgets.ApproveBudgetAsync(new() { Name = name });
        var hold = await budgets.ReserveFundsAsync(new() { Parent = name, ReservationId = "hold", Line = "content", AmountMicros = 10, Requester = _person });
        await budgets.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 10, Final = true });
        await budgets.RecordExpenseAsync(new() { Parent = name, ExpenseId = "spent", Line = "content", AmountMicros = 3, Requester = _person });
    }

    private Task<string[]> TheirsAsync() => AnswersAsync(Server.Stranger);

    /// <summary>All that a workspace's operator is told of it, except for signatures, which differ each time.</summary>
    private async Task<string[]> AnswersAsync(ApiClient client)
    {
        var workspace = client.Workspace();
        var budget = $"{workspace}/budgets/{_budget}";
        var erasures = await client.Erasures.ListErasuresAsync(new() { Parent = workspace });
        foreach (var erasure in erasures.Erasures)
            erasure.Certificate = "";
        IMessage[] answers =
        [
            await client.Budgets.GetBudgetAsync(new() { Name = budget }),
            await client.Budgets.ListBudgetsAsync(new() { Parent = workspace }),
            await client.Budgets.GetReservationAsync(new() { Name = $"{budget}/reservations/hold" }),
            await client.Budgets.ListReservationsAsync(new() { Parent = budget }),
            await client.Budgets.ListExpensesAsync(new() { Parent = budget }),
            await client.Budgets.ListEntriesAsync(new() { Parent = budget }),
            await client.Budgets.ListBudgetMonthsAsync(new() { Parent = budget }),
            await client.Projections.GetProjectionAsync(new() { Name = $"{workspace}/projections/budget-months" }),
            erasures,
            await client.Events.ListEventsAsync(new() { Parent = workspace, PageSize = 1000 }),
            .. (await client.PartsAsync()).Where(part => part.Batch is not null),
        ];
        return [.. answers.Select(answer => $"{answer} {answer.ToByteString().ToBase64()}")];
    }

    private static string Mark(string workspace) => $"Spring of {workspace}";

    private static async Task<(T Answer, bool Replayed)> Answered<T>(AsyncUnaryCall<T> call)
    {
        var answer = await call;
        return (answer, (await call.ResponseHeadersAsync).GetValue("x-ops-replayed") == "true");
    }
}
