using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>A server whose limits in time are short, so that a test need not wait long for them.</summary>
public sealed class ImpatientServer(PostgresCluster cluster) : IAsyncLifetime
{
    public RunningServer Server { get; } = new(cluster)
    {
        Configure = builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sockets:HeaderTimeout"] = "00:00:01",
            ["Sockets:IdleTimeout"] = "00:00:01",
            ["Sockets:RateGracePeriod"] = "00:00:02",
        }),
    };

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>An attack on the sockets. When it is over, its neighbours are still served.</summary>
public abstract class SocketTest(ImpatientServer impatient) : IClassFixture<ImpatientServer>, IAsyncLifetime
{
    protected const string GetBudget = "/opsplatform.budgets.v1.BudgetService/GetBudget";

    protected RunningServer Server { get; } = impatient.Server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await ServesOthersAsync();
        Server.Log.MustHoldNoUnexpectedErrors();
    }

    private protected Task<Http2Peer> ConnectAsync(int? window = null) => Http2Peer.ConnectAsync(Server.GrpcAddress, window);

    protected async Task ServesOthersAsync()
    {
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(Server.HttpAddress, "/.well-known/openid-configuration"))).EnsureSuccessStatusCode();
        await Server.Reader.Budgets.ListBudgetsAsync(new() { Parent = "workspaces/acme" });
    }
}

internal static class ClosedSockets
{
    /// <summary>What comes until the server closes the connection.</summary>
    public static async Task<string> UntilClosedAsync(this TcpClient socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(socket.GetStream());
        try
        {
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
