using System.Text.RegularExpressions;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

/// <summary>A partner's first minutes: the packages from a folder, an empty project, the code of the READMEs.</summary>
public sealed class Packages : IDisposable
{
    private const string Version = "0.0.1-test";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ops-packages-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_first_calls_of_the_READMEs_build_from_the_packages_and_run()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var spring = new Budget
        {
            Name = "workspaces/acme/budgets/spring",
            CurrencyCode = "CNY",
            TotalAmountMicros = 100_000_000_000,
            Lines = { new BudgetLine { LineId = "content", AllocatedAmountMicros = 50_000_000_000 } },
        };
        platform.On<CreateBudgetRequest>(_ => spring);
        platform.On<ListBudgetsRequest>(_ => new ListBudgetsResponse { Budgets = { spring } });

        await PackAsync("OpsPlatform.Contracts", _folder.FullName);
        await PackAsync("OpsPlatform.Client", _folder.FullName);
        await WriteProjectAsync();
        (await RunAsync(Path.Combine(Checkout.Root, "README.md"), platform)).ShouldContain("content       50,000.00 CNY");
        (await RunAsync(Path.Combine(Checkout.Root, "sdk", "OpsPlatform.Client", "README.md"), platform))
            .ShouldContain("workspaces/acme/budgets/spring: 100000 CNY in 1 lines");

        var created = platform.Calls.Select(call => call.Request).OfType<CreateBudgetRequest>().ToArray();
        created.Length.ShouldBe(2);
        created.ShouldAllBe(request => request.Parent == "workspaces/acme" && request.Budget.TotalAmountMicros == 100_000_000_000);
    }

    private static Task<string> PackAsync(string project, string folder) => Dotnet.RunAsync(
        Checkout.Root, new Dictionary<string, string>(),
        "pack", $"sdk/{project}", "--no-build", "-c", Checkout.Configuration, $"-p:PackageVersion={Version}", "-o", folder);

    private async Task WriteProjectAsync()
    {
        // What the machine has restored before is not fetched again; what is packed here stays out of its cache.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var standIns = Path.Combine(Checkout.Root, "artifacts", "packages");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="cache" /></config>
              <fallbackPackageFolders><add key="machine" value="{cache}" /></fallbackPackageFolders>
              <packageSources>
                <add key="packed" value="{_folder.FullName}" />
                {(Directory.Exists(standIns) ? $"""<add key="stand-ins" value="{standIns}" />""" : "")}
              </packageSources>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "First.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="OpsPlatform.Client" Version="{Version}" /></ItemGroup>
            </Project>
            """);
    }

    private async Task<string> RunAsync(string readme, ScriptedPlatform platform)
    {
        var code = Regex.Match(await File.ReadAllTextAsync(readme), @"```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture).Groups["code"].Value;
        code.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeInRange(5, 15);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Program.cs"), code);
        return await Dotnet.RunAsync(
            _folder.FullName,
            new Dictionary<string, string>
            {
                // NuGet prefers the variable to the file.
                ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "cache"),
                ["OPS_ADDRESS"] = platform.Address,
                ["OPS_TOKEN_ENDPOINT"] = $"{platform.HttpAddress}/connect/token",
                ["OPS_CLIENT_ID"] = ScriptedPlatform.ClientId,
                ["OPS_CLIENT_SECRET"] = ScriptedPlatform.ClientSecret,
            },
            "run");
    }
}
