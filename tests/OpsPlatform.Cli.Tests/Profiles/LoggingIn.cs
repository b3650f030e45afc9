using System.Runtime.Versioning;
using System.Text.Json;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Tests.Budgets;
using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Tests.Profiles;

public sealed class LoggingIn
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_login_is_kept_for_its_owner_alone_and_serves_later_commands()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ListBudgetsRequest>(_ => new ListBudgetsResponse());
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        using var ops = new OpsRun { Input = ScriptedPlatform.ClientSecret + "\n" };

        (await ops.RunAsync(Login(platform) + " --workspace acme --client-secret-stdin")).ShouldBe(ExitCode.Ok, ops.Error);
        File.GetUnixFileMode(ops.ConfigPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(ops.ConfigPath)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ops.Output.ShouldBeEmpty();
        ops.Error.ShouldBe($"Logged in as acme-ops at {platform.Address}: profile default.{Environment.NewLine}");

        (await ops.RunAsync("budgets get q4-2026")).ShouldBe(ExitCode.Ok, ops.Error);
        platform.Requests.OfType<GetBudgetRequest>().Single().Name.ShouldBe("workspaces/acme/budgets/q4-2026");
    }

    [Fact]
    public async Task A_login_with_a_wrong_secret_is_not_kept()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var ops = new OpsRun { Input = "wr0ng-secret\n" };
        (await ops.RunAsync(Login(platform) + " --client-secret-stdin")).ShouldBe(ExitCode.NotAuthenticated);
        File.Exists(ops.ConfigPath).ShouldBeFalse();
        ops.Error.ShouldNotContain("wr0ng-secret");
    }

    [Fact]
    public async Task A_login_to_a_workspace_that_the_client_cannot_see_is_not_kept()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ListBudgetsRequest>((_, _) => throw Refused.By(StatusCode.NotFound, "RESOURCE_NOT_FOUND", "No such resource."));
        using var ops = new OpsRun { Environment = { ["OPS_CLIENT_SECRET"] = ScriptedPlatform.ClientSecret } };
        (await ops.RunAsync(Login(platform) + " --workspace elsewhere")).ShouldBe(ExitCode.Failed);
        File.Exists(ops.ConfigPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_may_not_read_budgets_can_log_in()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ListBudgetsRequest>((_, _) => throw Refused.By(StatusCode.PermissionDenied, "PERMISSION_MISSING", "This client lacks the permission."));
        using var ops = new OpsRun { Environment = { ["OPS_CLIENT_SECRET"] = ScriptedPlatform.ClientSecret } };
        (await ops.RunAsync(Login(platform) + " --workspace acme")).ShouldBe(ExitCode.Ok, ops.Error);
    }

    [Fact]
    public async Task Without_a_person_to_ask_a_login_names_what_is_missing()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("login --client-id acme-ops")).ShouldBe(ExitCode.Usage);
        ops.Error.Trim().ShouldBe("Missing: --address, --token-endpoint, --client-secret-stdin or --key-file.");
    }

    [Fact]
    public async Task A_secret_cannot_be_an_argument()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("login --client-secret hush")).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain("--client-secret");
    }

    [Fact]
    public async Task Logging_in_as_another_client_does_not_reuse_the_secret()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var ops = new OpsRun { Input = ScriptedPlatform.ClientSecret };
        await ops.RunAsync(Login(platform) + " --client-secret-stdin");
        (await ops.RunAsync("login --client-id someone-else")).ShouldBe(ExitCode.Usage);
        ops.Error.Trim().ShouldBe("Missing: --client-secret-stdin or --key-file.");
    }

    [Theory]
    [InlineData("", "whoami.txt")]
    [InlineData(" -o json", "whoami.json")]
    public async Task Whoami_tells_what_the_token_and_the_platform_say(string form, string golden)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetCallerRequest>(_ => Partners.Samples.Caller());
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("whoami" + form)).ShouldBe(ExitCode.Ok, ops.Error);
        var said = ops.Output.Replace(platform.Address, "ADDRESS").Replace(platform.TokenAddress, "TOKEN_ENDPOINT");
        GoldenFile.ShouldBe(System.Text.RegularExpressions.Regex.Replace(said, @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "EXPIRE_TIME", default, TimeSpan.FromSeconds(1)), golden);
        ops.Output.ShouldNotContain(ScriptedPlatform.ClientSecret);
    }

    [Fact]
    public async Task Without_a_login_a_command_says_how_to_get_one()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("budgets get q4-2026 -o json")).ShouldBe(ExitCode.NotAuthenticated);
        var error = JsonDocument.Parse(ops.Error).RootElement.GetProperty("error");
        error.GetProperty("reason").GetString().ShouldBe("NOT_AUTHENTICATED");
        error.GetProperty("message").GetString()!.ShouldContain("ops login");
    }

    private static string Login(ScriptedPlatform platform) =>
        $"login --address {platform.Address} --token-endpoint {platform.TokenAddress} --client-id {ScriptedPlatform.ClientId}";
}
