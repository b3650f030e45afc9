using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

public sealed class ClientOptions
{
    public static TheoryData<Action<OpsPlatformClientOptions>, string> Mistakes => new()
    {
        { options => options.Address = "", "Address is missing: the gRPC endpoint, for example http://localhost:5080." },
        { options => options.Address = "localhost:5080", "Address 'localhost:5080' does not begin with http:// or https://" },
        { options => options.Address = "http://ops.example.com", "Address 'http://ops.example.com' would send secrets to another machine without encryption" },
        { options => options.TokenEndpoint = null, "TokenEndpoint is missing" },
        { options => options.TokenEndpoint = "http://10.0.0.1/connect/token", "TokenEndpoint 'http://10.0.0.1/connect/token' would send secrets" },
        { options => (options.TokenEndpoint, options.Authority) = (null, "nonsense"), "Authority 'nonsense' does not begin" },
        { options => options.ClientId = "", "ClientId is missing" },
        { options => options.ClientSecret = "", "ClientSecret is missing" },
        { options => options.PrivateKey = "-----BEGIN PRIVATE KEY-----", "ClientSecret and PrivateKey are both given" },
        { options => (options.ClientSecret, options.PrivateKey) = ("", "nonsense"), "PrivateKey is no private key in PEM" },
        { options => (options.ClientSecret, options.PrivateKey) = ("", PublicHalf()), "PrivateKey is no private key in PEM" },
        { options => options.Language = "中文", "Language must be a language tag: en or zh-CN." },
        { options => options.Timeout = TimeSpan.Zero, "Timeout is 00:00:00; it must be above zero" },
        { options => options.Timeout = TimeSpan.FromDays(2), "at most a day" },
        { options => options.Retry.MaxAttempts = 0, "Retry.MaxAttempts is 0; it must be 1 to 20." },
        { options => options.Retry.InitialDelay = TimeSpan.Zero, "Retry.InitialDelay is 00:00:00; it must be 1 ms to 1 minute." },
        { options => options.Retry.MaxDelay = TimeSpan.FromTicks(1), "Retry.MaxDelay is 00:00:00.0000001; it must be from Retry.InitialDelay to 10 minutes." },
    };

    private static string PublicHalf()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_wrong_option_is_named_with_what_to_do(Action<OpsPlatformClientOptions> mistake, string message)
    {
        var options = Valid();
        mistake(options);
        Should.Throw<ArgumentException>(() => new OpsPlatformClient(options)).Message.ShouldContain(message);
    }

    [Fact]
    public void All_wrong_options_are_told_at_once()
    {
        var message = Should.Throw<ArgumentException>(() => new OpsPlatformClient(new OpsPlatformClientOptions())).Message;
        foreach (var option in new[] { "Address", "TokenEndpoint", "ClientId", "ClientSecret" })
            message.ShouldContain($"{option} is missing");
    }

    [Fact]
    public void Plain_text_to_another_machine_can_be_allowed()
    {
        var options = Valid();
        (options.Address, options.AllowPlainText) = ("http://ops.mesh", true);
        using var client = new OpsPlatformClient(options);
        client.Budgets.ShouldNotBeNull();
    }

    [Fact]
    public void The_environment_can_hold_the_options()
    {
        var values = new Dictionary<string, string>
        {
            ["OPS_ADDRESS"] = "http://localhost:1",
            ["OPS_TOKEN_ENDPOINT"] = "http://localhost:2/t",
            ["OPS_AUTHORITY"] = "http://localhost:2",
            ["OPS_CLIENT_ID"] = "id",
            ["OPS_CLIENT_SECRET"] = "secret",
            ["OPS_LANGUAGE"] = "zh-CN",
        };
        var before = values.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in values)
                Environment.SetEnvironmentVariable(name, value);
            var options = OpsPlatformClientOptions.FromEnvironment();
            string?[] read = [options.Address, options.TokenEndpoint, options.Authority, options.ClientId, options.ClientSecret, options.Language];
            read.ShouldBe(values.Values);
        }
        finally
        {
            foreach (var (name, value) in before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task An_application_gets_one_client_with_its_clock_and_log()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.FailFirst<GetBudgetRequest>(new Budget { Name = "b" }, Refused.With(Grpc.Core.StatusCode.Unavailable, retryDelay: TimeSpan.FromSeconds(9)));
        using var log = new LogLines();
        var time = new JumpingTime();
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(log).AddSingleton<TimeProvider>(time);
        services.AddOpsPlatform(options => (options.Address, options.TokenEndpoint) = (platform.Address, $"{platform.HttpAddress}/connect/token"));
        services.Configure<OpsPlatformClientOptions>(options => (options.ClientId, options.ClientSecret) = ("id", "secret"));
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<OpsPlatformClient>();
        client.ShouldBeSameAs(provider.GetRequiredService<OpsPlatformClient>());
        await client.GetAccessTokenAsync();
        (await client.Budgets.GetBudgetAsync(new GetBudgetRequest())).Name.ShouldBe("b");
        await log.SaysAsync("BudgetService/GetBudget failed with Unavailable");
        time.Waits.ShouldContain(wait => wait >= TimeSpan.FromSeconds(9));
    }

    [Fact]
    public void An_application_with_wrong_options_does_not_get_far()
    {
        using var provider = new ServiceCollection().AddOpsPlatform().BuildServiceProvider();
        Should.Throw<OptionsValidationException>(provider.GetRequiredService<OpsPlatformClient>).Failures.ShouldContain(failure => failure.StartsWith("Address is missing"));
        Should.Throw<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);
    }

    [Fact]
    public async Task A_disposed_client_ends_its_calls()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var arrived = new TaskCompletionSource();
        platform.On<GetBudgetRequest>(async (_, call) =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return new Budget();
        });
        var client = platform.Client();
        var running = client.Budgets.GetBudgetAsync(new GetBudgetRequest()).ResponseAsync;
        await arrived.Task;
        await client.DisposeAsync();
        (await Should.ThrowAsync<OpsPlatformException>(running)).StatusCode.ShouldBe(Grpc.Core.StatusCode.Cancelled);
        await client.DisposeAsync();
    }

    private static OpsPlatformClientOptions Valid() => new()
    {
        Address = "http://localhost:5080",
        TokenEndpoint = "http://localhost:5081/connect/token",
        ClientId = "acme-ops",
        ClientSecret = "secret",
    };
}
