using Grpc.Core;
using OpsPlatform.Server.Tests.Partners;
using OpsPlatform.Server.Tests.Program;

namespace OpsPlatform.Server.Tests.Quotas;

/// <summary>A node that is killed takes along what it had left of its share, and no more; the others go on.</summary>
public sealed class Dying(RunningServer server) : ServerTest(server)
{
    private const int Most = 500;

    /// <summary>More than a share and the next one, which is asked for while there is some left.</summary>
    private const int Tenth = Most / 10;

    [Fact]
    public async Task Of_a_day_the_share_of_a_killed_node_is_lost_and_no_more()
    {
        (string, int)[] settings = [("Quotas:Daily:budgets.read", Most)];
        await using var survivor = await StartAsync(settings);
        using var client = await survivor.ProvisionAsync("acme", PartnerSteps.NewId("bereaved"), "*");

        (await PassedBeforeKillAsync(client, settings) + await PassedAsync(client)).ShouldBeInRange(Most - Tenth, Most);
    }

    [Fact]
    public async Task Of_a_bucket_the_share_of_a_killed_node_comes_back_as_it_fills()
    {
        (string, int)[] settings = [("Quotas:ClientPerSecond", 1), ("Quotas:ClientBurst", Most)];
        await using var survivor = await StartAsync(settings);
        using var client = await survivor.ProvisionAsync("acme", PartnerSteps.NewId("bereaved"), "*");
        var before = DateTime.UtcNow;

        (await PassedBeforeKillAsync(client, settings) + await PassedAsync(client)).ShouldBeInRange(Most - Tenth, Most + Seconds(before));

        await Server.SqlAsync($"update ops_quotas set since = since - interval '{Most} seconds' where name = 'clients/{client.ClientId}/rate'");
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        before = DateTime.UtcNow;
        (await PassedAsync(client)).ShouldBeInRange(Most, Most + Seconds(before));
    }

    private Task<RunningServer> StartAsync((string Name, int Value)[] settings) => Server.StartAnotherAsync(configure: builder =>
    {
        foreach (var (name, value) in settings)
            builder.Configuration[name] = $"{value}";
    });

    /// <summary>How many calls of the client passed at another node, which was killed after them with what it held.</summary>
    private async Task<int> PassedBeforeKillAsync(ApiClient client, (string Name, int Value)[] settings)
    {
        var (grpc, http) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        await using var node = ServerProcess.Start(
            Server.Database,
            [.. ServerProcess.Ports(grpc, http), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning", .. settings.Select(setting => $"--{setting.Name}={setting.Value}")]);
        using var there = client.At(new Uri($"http://127.0.0.1:{grpc}"), new Uri($"http://127.0.0.1:{http}"), TimeProvider.System);
        await UntilUpAsync(there);
        var passed = 1 + (await there.ReadAsync(30)).Passed();
        node.Kill();
        return passed;
    }

    private static async Task<int> PassedAsync(ApiClient client) => (await client.ReadAsync(Most + 100)).Passed();

    /// <summary>What a second brings back meanwhile, and one that has begun.</summary>
    private static int Seconds(DateTime since) => 2 + (int)(DateTime.UtcNow - since).TotalSeconds;

    private static async Task UntilUpAsync(ApiClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await client.Read();
                return;
            }
            catch (Exception e) when (e is RpcException { StatusCode: StatusCode.Unavailable } or HttpRequestException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
