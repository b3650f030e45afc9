using System.Diagnostics;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Tests.Budgets;
using OpsPlatform.Cli.Tests.Scripted;

namespace OpsPlatform.Cli.Tests;

/// <summary>The program itself, as a shell starts it.</summary>
public sealed class RealProcess
{
    [Fact]
    public async Task Its_piped_output_is_plain_utf8()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        using var process = Start(platform, "budgets", "get", "q4-2026");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(ExitCode.Ok, await process.StandardError.ReadToEndAsync());
        GoldenFile.ShouldBe(output, "budget.txt");
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_130_and_cancels_the_call()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        TaskCompletionSource arrived = new(), cancelled = new();
        platform.On<GetBudgetRequest>(async (_, call) =>
        {
            using var registration = call.CancellationToken.Register(cancelled.SetResult);
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return Samples.Budget();
        });
        using var process = Start(platform, "budgets", "get", "q4-2026");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        process.ExitCode.ShouldBe(ExitCode.Interrupted);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static Process Start(ScriptedPlatform platform, params string[] args)
    {
        // From its own folder: beside the tests it would miss what ASP.NET Core brings to them and not to it.
        var folder = AppContext.BaseDirectory.Replace("OpsPlatform.Cli.Tests", "OpsPlatform.Cli");
        var start = new ProcessStartInfo(Path.Combine(folder, "ops"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            UseShellExecute = false,
        };
        start.Environment["OPS_ADDRESS"] = platform.Address;
        start.Environment["OPS_TOKEN_ENDPOINT"] = platform.TokenAddress;
        start.Environment["OPS_CLIENT_ID"] = ScriptedPlatform.ClientId;
        start.Environment["OPS_CLIENT_SECRET"] = ScriptedPlatform.ClientSecret;
        start.Environment["OPS_WORKSPACE"] = "acme";
        start.Environment["XDG_CONFIG_HOME"] = "/nonexistent";
        return Process.Start(start)!;
    }
}
