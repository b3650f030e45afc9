using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>
/// Connections of each caller's own to each server. By turns a caller is the one that asks for money and the one that approves it, and
/// speaks to one server or to the other first.
/// </summary>
internal sealed class CallerClients : IDisposable
{
    public const string Elsewhere = "workspaces/globex";

    private readonly ApiClient[][] _here;
    private readonly ApiClient[][] _elsewhere;

    private CallerClients(ApiClient[][] here, ApiClient[][] elsewhere) => (_here, _elsewhere) = (here, elsewhere);

    public static IReadOnlyList<string> Workspaces => [Workspace, Elsewhere];

    /// <param name="grpc">Where each server is called.</param>
    /// <param name="http">Where each server gives tokens.</param>
    public static async Task<CallerClients> ConnectAsync(RunningServer provisioner, Uri[] grpc, Uri[] http, TimeProvider clock, int callers)
    {
        using var reviewer = await provisioner.ProvisionAsync("globex", "globex-boss", "budgets.*");
        var clients = new CallerClients(Each(provisioner.Operator, provisioner.Approver), Each(provisioner.Stranger, reviewer));

        // A token that is there cannot be missed while a server is not.
        foreach (var client in clients._here.Concat(clients._elsewhere).SelectMany(each => each))
            await client.TokenAsync();
        return clients;

        ApiClient[][] Each(params ApiClient[] roles) =>
            [.. Enumerable.Range(0, callers).Select(caller => grpc.Select((_, i) => (i + (caller / 2)) % grpc.Length).Select(node => roles[caller % 2].At(grpc[node], http[node], clock)).ToArray())];
    }

    /// <summary>For a resource of this name, the caller's usual server first.</summary>
    public IReadOnlyList<ApiClient> Of(int caller, string name) => (name.StartsWith(Elsewhere) ? _elsewhere : _here)[caller];

    public void Dispose()
    {
        foreach (var client in _here.Concat(_elsewhere).SelectMany(each => each))
            client.Dispose();
    }
}
