using Npgsql;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;

namespace OpsPlatform.Bench.Growth;

/// <summary>A node with a history, and what is asked of it.</summary>
internal sealed class GrowthNode : IAsyncDisposable
{
    private const string ByHand =
        $"""
        select id, bdata from mt_doc_reservation
        where tenant_id = '{Workspace.Id}' and id > 'budgets/{HistorySize.LargeBudget}/reservations/' and id < 'budgets/{HistorySize.LargeBudget}/reservations0' and (data ->> 'amountMicros')::bigint > $1
        order by id limit 101
        """;

    private readonly Workspace _workspace;
    private readonly Lanes _stub;
    private readonly NpgsqlDataSource _database;
    private readonly PostgresEventStore _store;

    private GrowthNode(Node node, Workspace workspace, Lanes stub)
    {
        (Node, _workspace, _stub) = (node, workspace, stub);
        _database = PostgresEventStore.OpenDatabase(node.Database);
        _store = new PostgresEventStore(_database, HistoryWriter.BudgetTypes);
    }

    public Node Node { get; }

    private static string LargeBudget => $"workspaces/{Workspace.Id}/budgets/{HistorySize.LargeBudget}";

    public static async Task<GrowthNode> OpenAsync(Node node, CancellationToken cancellation)
    {
        var workspace = await Workspace.OpenAsync(node, cancellation);
        return new GrowthNode(node, workspace, Lanes.OfStub(node.Address, await workspace.Operations.GetAccessTokenAsync(cancellation)));
    }

    public Task SettleAsync(CancellationToken cancellation) => ServerProjections.SettleAsync(_database, cancellation);

    public Task ReserveAsync(int caller) => _workspace.OneEach[caller].ReserveAsync(_stub, caller);

    /// <summary>What a node does for a command on a stream that it does not have in memory.</summary>
    public Task LoadAsync(int caller)
    {
        var stream = $"budgets/{Node.History.AnySmallBudget()}";
        return _store.LoadAsync<Budget>(Workspace.Id, stream, [new DocumentKey(Reservation.Descriptor, $"{stream}/reservations/r-1")]);
    }

    public async Task GetAsync(int caller) =>
        await _stub[caller].GetBudgetAsync(new GetBudgetRequest { Name = $"workspaces/{Workspace.Id}/budgets/{Node.History.AnySmallBudget()}" }, _stub.Options);

    public async Task ListBudgetsAsync(int caller) =>
        await _stub[caller].ListBudgetsAsync(new ListBudgetsRequest { Parent = $"workspaces/{Workspace.Id}", PageSize = 50 }, _stub.Options);

    public async Task ListEntriesAsync(int caller) =>
        await _stub[caller].ListEntriesAsync(new ListEntriesRequest { Parent = LargeBudget, PageSize = 100, OrderBy = "post_time desc" }, _stub.Options);

    public Task FollowAsync(int caller) => _store.ReadWorkspaceAsync(Workspace.Id, Random.Shared.NextInt64(Node.History.InWorkspace - 100), 100);

    /// <summary>A page of the reservations of which there is one in so many.</summary>
    public async Task ListReservationsAsync(int caller, int oneIn)
    {
        var request = new ListReservationsRequest { Parent = LargeBudget, PageSize = 100, Filter = $"amount_micros > {BudgetHistory.AmountThatExceeds(oneIn)}" };
        Must((await _stub[caller].ListReservationsAsync(request, _stub.Options)).Reservations.Count, oneIn);
    }

    public async Task ListReservationsByHandAsync(int oneIn)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(ByHand, connection) { Parameters = { new() { Value = BudgetHistory.AmountThatExceeds(oneIn) } } };
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var reservations = 0;
        for (; reservations < 100 && await reader.ReadAsync(); reservations++)
            Reservation.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1));
        Must(reservations, oneIn);
    }

    public async Task<long> CountReservationsAsync(CancellationToken cancellation)
    {
        await using var count = _database.CreateCommand(
            $"select count(*) from mt_doc_reservation where tenant_id = '{Workspace.Id}' and id > 'budgets/{HistorySize.LargeBudget}/reservations/' and id < 'budgets/{HistorySize.LargeBudget}/reservations0'");
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        _stub.Dispose();
        await _workspace.DisposeAsync();
        await _database.DisposeAsync();
    }

    private void Must(int reservations, int oneIn)
    {
        // A page that is cut short for want of rows would be no page of a hundred.
        if (reservations < Math.Min(100, Node.History.Reservations / oneIn / 2))
            throw new WorthlessRunException($"A page of reservations has {reservations}.");
    }
}
