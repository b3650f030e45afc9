using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;

namespace OpsPlatform.Bench.Platform;

/// <summary>The workspace under load: a budget for each caller, and one for all of them.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    public const string Id = "bench";
    public const int MostCallers = 64;

    private readonly Node _node;

    private Workspace(Node node) => (_node, Operations, Approver) = (node, Connect(node), Connect(node, "bench-approver"));

    public OpsPlatformClient Operations { get; }

    /// <summary>Another principal, for what one alone may not do.</summary>
    public OpsPlatformClient Approver { get; }

    public IReadOnlyList<BudgetUnderLoad> OneEach { get; private set; } = [];

    public IReadOnlyList<BudgetUnderLoad> OneForAll { get; private set; } = [];

    public IEnumerable<BudgetUnderLoad> Budgets => OneEach.Concat(OneForAll);

    public static async Task<Workspace> OpenAsync(Node node, CancellationToken cancellation)
    {
        var workspace = new Workspace(node);
        workspace.OneEach = await Task.WhenAll(Enumerable.Range(0, MostCallers).Select(number => workspace.CreateAsync($"each-{number}", cancellation)));
        workspace.OneForAll = [await workspace.CreateAsync("all-0", cancellation)];
        return workspace;
    }

    public static OpsPlatformClient Connect(Node node) => Connect(node, "bench-ops");

    public OpsPlatformClient Connect() => Connect(_node);

    public async ValueTask DisposeAsync()
    {
        await Operations.DisposeAsync();
        await Approver.DisposeAsync();
    }

    public async Task<BudgetUnderLoad> CreateAsync(string id, CancellationToken cancellation)
    {
        // As much as a budget can have, so that no hold is refused: a refusal writes nothing and would be no command.
        var draft = new Budget { DisplayName = $"Load {id}", CurrencyCode = "CNY", TotalAmountMicros = 1_000_000_000_000_000_000, AllocationPreset = AllocationPreset.FiveThreeTwo };
        var budget = await Operations.Budgets.CreateBudgetAsync(new CreateBudgetRequest { Parent = $"workspaces/{Id}", BudgetId = id, Budget = draft }, cancellationToken: cancellation);
        await Operations.Budgets.SubmitBudgetAsync(new SubmitBudgetRequest { Name = budget.Name }, cancellationToken: cancellation);
        await Approver.Budgets.ApproveBudgetAsync(new ApproveBudgetRequest { Name = budget.Name }, cancellationToken: cancellation);
        return new BudgetUnderLoad(budget.Name, budget.Lines[0].LineId);
    }

    private static OpsPlatformClient Connect(Node node, string clientId) => new(new OpsPlatformClientOptions
    {
        Address = node.Address,
        TokenEndpoint = node.TokenEndpoint,
        ClientId = clientId,
        ClientSecret = node.SecretOf(clientId),
    });
}
