using System.Security.Cryptography;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Tests.Budgets;
using OpsPlatform.Cli.Tests.Scripted;

namespace OpsPlatform.Cli.Tests.Profiles;

/// <summary>A client that proves itself by a key instead of a secret.</summary>
public sealed class LoggingInByKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _file = Path.GetTempFileName();

    public LoggingInByKey() => File.WriteAllText(_file, _key.ExportECPrivateKeyPem());

    [Fact]
    public async Task The_profile_keeps_where_the_key_is_and_later_commands_sign_with_it()
    {
        await using var platform = await StartAsync();
        using var ops = new OpsRun();

        (await ops.RunAsync($"{Login(platform)} --workspace acme --key-file {Path.GetRelativePath(".", _file)}")).ShouldBe(ExitCode.Ok, ops.Error);
        (await ops.RunAsync("budgets get q4-2026")).ShouldBe(ExitCode.Ok, ops.Error);

        var kept = await File.ReadAllTextAsync(ops.ConfigPath);
        kept.ShouldContain($"\"keyFile\": \"{_file}\"");
        kept.ShouldNotContain("clientSecret");
        kept.ShouldNotContain("PRIVATE KEY");
    }

    [Fact]
    public async Task Key_and_secret_take_each_others_place()
    {
        await using var platform = await StartAsync();
        using var ops = new OpsRun { Input = ScriptedPlatform.ClientSecret };

        (await ops.RunAsync($"{Login(platform)} --client-secret-stdin")).ShouldBe(ExitCode.Ok, ops.Error);
        (await ops.RunAsync($"login --key-file {_file}")).ShouldBe(ExitCode.Ok, ops.Error);
        (await File.ReadAllTextAsync(ops.ConfigPath)).ShouldNotContain(ScriptedPlatform.ClientSecret);
        (await ops.RunAsync("login --client-secret-stdin")).ShouldBe(ExitCode.Ok, ops.Error);
        (await File.ReadAllTextAsync(ops.ConfigPath)).ShouldNotContain(_file);

        (await ops.RunAsync($"login --client-secret-stdin --key-file {_file}")).ShouldBe(ExitCode.Usage);
        ops.Error.Trim().ShouldBe("Give --client-secret-stdin or --key-file, not both.");
    }

    [Fact]
    public async Task What_the_environment_proves_the_client_by_goes_before_what_the_profile_does()
    {
        await using var platform = await StartAsync();
        using var ops = new OpsRun(platform) { Environment = { ["OPS_KEY_FILE"] = _file } };
        ops.Environment.Remove("OPS_CLIENT_SECRET");
        (await ops.RunAsync("login")).ShouldBe(ExitCode.Ok, ops.Error);

        ops.Environment.Remove("OPS_KEY_FILE");
        ops.Environment["OPS_CLIENT_SECRET"] = "wr0ng-secret";
        (await ops.RunAsync("budgets get q4-2026")).ShouldBe(ExitCode.NotAuthenticated, ops.Error);
    }

    [Fact]
    public async Task Another_clients_key_is_not_reused()
    {
        await using var platform = await StartAsync();
        using var ops = new OpsRun();
        (await ops.RunAsync($"{Login(platform)} --key-file {_file}")).ShouldBe(ExitCode.Ok, ops.Error);
        (await ops.RunAsync("login --client-id someone-else")).ShouldBe(ExitCode.Usage);
        ops.Error.Trim().ShouldBe("Missing: --client-secret-stdin or --key-file.");
    }

    [Fact]
    public async Task A_file_that_holds_no_key_and_one_that_is_not_there_are_told_of_and_not_kept()
    {
        await using var platform = await StartAsync();
        using var ops = new OpsRun();
        await File.WriteAllTextAsync(_file, "no key");
        (await ops.RunAsync($"{Login(platform)} --key-file {_file}")).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain("no private key in PEM");

        File.Delete(_file);
        (await ops.RunAsync($"{Login(platform)} --key-file {_file}")).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain($"The key file {_file} cannot be read");
        File.Exists(ops.ConfigPath).ShouldBeFalse();
    }

    public void Dispose()
    {
        _key.Dispose();
        File.Delete(_file);
    }

    private async Task<ScriptedPlatform> StartAsync()
    {
        var platform = await ScriptedPlatform.StartAsync(_key);
        platform.On<ListBudgetsRequest>(_ => new ListBudgetsResponse());
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        return platform;
    }

    private static string Login(ScriptedPlatform platform) =>
        $"login --address {platform.Address} --token-endpoint {platform.TokenAddress} --client-id {ScriptedPlatform.ClientId}";
}
