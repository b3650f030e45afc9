using System.Text.Json;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Tests.Budgets;
using OpsPlatform.Cli.Tests.Scripted;

namespace OpsPlatform.Cli.Tests.Profiles;

public sealed class KeptProfiles
{
    [Fact]
    public async Task Profiles_are_listed_without_their_secrets()
    {
        using var ops = await WithProfilesAsync();
        (await ops.RunAsync("profiles list")).ShouldBe(ExitCode.Ok);
        GoldenFile.ShouldBe(ops.Output, "profiles.txt");
        foreach (var form in new[] { "table", "json", "yaml" })
        {
            await ops.RunAsync($"profiles list -o {form}");
            ops.Output.ShouldNotContain("hush");
        }
    }

    [Fact]
    public async Task Another_profile_can_be_made_the_current_one()
    {
        using var ops = await WithProfilesAsync();
        (await ops.RunAsync("profiles use finance")).ShouldBe(ExitCode.Ok, ops.Error);
        await ops.RunAsync("profiles list -o json");
        JsonDocument.Parse(ops.Output).RootElement.EnumerateArray().Single(profile => profile.GetProperty("current").GetBoolean())
            .GetProperty("name").GetString().ShouldBe("finance");
    }

    [Fact]
    public async Task A_deleted_profile_leaves_nothing_behind()
    {
        using var ops = await WithProfilesAsync();
        (await ops.RunAsync("profiles delete finance")).ShouldBe(ExitCode.Ok, ops.Error);
        (await File.ReadAllTextAsync(ops.ConfigPath)).ShouldNotContain("hush-2");
        Directory.GetFiles(Path.GetDirectoryName(ops.ConfigPath)!).ShouldBe([ops.ConfigPath]);
        (await ops.RunAsync("profiles delete finance")).ShouldBe(ExitCode.Usage);
    }

    [Theory]
    [InlineData("whoami --profile nobody")]
    [InlineData("profiles use nobody")]
    [InlineData("profiles delete nobody")]
    public async Task An_unknown_profile_is_a_usage_error_that_lists_those_that_are(string commandLine)
    {
        using var ops = await WithProfilesAsync();
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Usage);
        ops.Error.Trim().ShouldBe("There is no profile 'nobody'. There are: default, finance.");
    }

    [Fact]
    public async Task The_environment_can_name_the_profile()
    {
        using var ops = await WithProfilesAsync();
        ops.Environment["OPS_PROFILE"] = "nobody";
        (await ops.RunAsync("whoami")).ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task The_environment_goes_before_the_current_profile_and_a_typed_profile_before_both()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        using var ops = await WithProfilesAsync(platform);

        (await ops.RunAsync("budgets get q4-2026")).ShouldBe(ExitCode.Ok, ops.Error);
        (await ops.RunAsync("budgets get q4-2026 --profile default")).ShouldBe(ExitCode.Failed);
        ops.Error.ShouldContain("http://localhost:9");
    }

    [Fact]
    public async Task A_damaged_file_is_named_and_left_as_it_is()
    {
        using var ops = await WithProfilesAsync();
        await File.WriteAllTextAsync(ops.ConfigPath, "{ not json");
        (await ops.RunAsync("profiles list")).ShouldBe(ExitCode.Failed);
        ops.Error.ShouldContain(ops.ConfigPath);
        (await File.ReadAllTextAsync(ops.ConfigPath)).ShouldBe("{ not json");
    }

    private static async Task<OpsRun> WithProfilesAsync(ScriptedPlatform? platform = null)
    {
        var ops = new OpsRun(platform);
        Directory.CreateDirectory(Path.GetDirectoryName(ops.ConfigPath)!);
        await File.WriteAllTextAsync(ops.ConfigPath, """
            {
              "current": "default",
              "profiles": {
                "default": { "address": "http://localhost:9", "tokenEndpoint": "http://localhost:9/connect/token", "clientId": "acme-ops", "clientSecret": "hush-1", "workspace": "acme" },
                "finance": { "address": "https://ops.example", "tokenEndpoint": "https://ops.example/connect/token", "clientId": "acme-finance", "clientSecret": "hush-2" }
              }
            }
            """);
        return ops;
    }
}
