using System.Text.Json;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Tests.Scripted;

namespace OpsPlatform.Cli.Tests.Output;

public sealed class ErrorReports
{
    private const string Reserve = "budgets reserve q4-2026 --line content --amount 5 --request-id 01890a5d-ac96-774b-bcce-b302099a8057";

    [Theory]
    [InlineData("", "error-exceeded.txt")]
    [InlineData(" -o json", "error-exceeded.json")]
    [InlineData(" -o yaml", "error-exceeded.txt")]
    public async Task A_refusal_is_told_on_the_error_stream(string form, string golden)
    {
        await using var platform = await RefusingAsync(Refused.By(
            StatusCode.ResourceExhausted,
            "BUDGET_EXCEEDED",
            "The line content has 1 left, 5 was asked for. Ask for less, release holds, or have the budget adjusted.",
            [("left", "1000000"), ("asked", "5000000")],
            [("amount_micros", "More than is left.")]));
        using var ops = new OpsRun(platform);
        (await ops.RunAsync(Reserve + form)).ShouldBe(ExitCode.Failed);
        GoldenFile.ShouldBe(ops.Error, golden);
        ops.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument, ExitCode.Failed)]
    [InlineData(StatusCode.NotFound, ExitCode.Failed)]
    [InlineData(StatusCode.PermissionDenied, ExitCode.Failed)]
    [InlineData(StatusCode.FailedPrecondition, ExitCode.Failed)]
    [InlineData(StatusCode.Internal, ExitCode.Failed)]
    [InlineData(StatusCode.Unauthenticated, ExitCode.NotAuthenticated)]
    public async Task The_exit_code_says_whether_to_log_in(StatusCode status, int exitCode)
    {
        await using var platform = await RefusingAsync(Refused.By(status, "SOME_REASON", "A sentence."));
        using var ops = new OpsRun(platform);
        (await ops.RunAsync(Reserve)).ShouldBe(exitCode);
        ops.Error.ShouldStartWith("A sentence.");
    }

    [Fact]
    public async Task A_wrong_secret_is_not_authenticated_and_is_not_shown()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var ops = new OpsRun(platform) { Environment = { ["OPS_CLIENT_SECRET"] = "wr0ng-secret" } };
        (await ops.RunAsync("whoami")).ShouldBe(ExitCode.NotAuthenticated);
        ops.Error.ShouldContain("invalid_client");
        ops.Error.ShouldNotContain("wr0ng-secret");
    }

    [Fact]
    public async Task An_address_where_nobody_answers_is_named()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var ops = new OpsRun(platform) { Environment = { ["OPS_ADDRESS"] = "http://localhost:9" } };
        (await ops.RunAsync("budgets get q4-2026")).ShouldBe(ExitCode.Failed);
        ops.Error.ShouldContain("http://localhost:9");
    }

    [Theory]
    [InlineData("not-a-url")]
    [InlineData("ftp://localhost")]
    public async Task An_address_that_is_none_is_a_usage_error(string address)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var ops = new OpsRun(platform) { Environment = { ["OPS_ADDRESS"] = address } };
        (await ops.RunAsync("budgets get q4-2026")).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain("Address");
    }

    [Theory]
    [InlineData("budgets frobnicate", "'ops budgets' has no command 'frobnicate'. See 'ops budgets --help'.")]
    [InlineData("frobnicate", "'ops' has no command 'frobnicate'. See 'ops --help'.")]
    [InlineData("budgets get", "Required argument missing for command: 'get'. See 'ops budgets get --help'.")]
    [InlineData("budgets get q4-2026 extra", "Unrecognized command or argument 'extra'. See 'ops budgets get --help'.")]
    [InlineData("budgets reserve q4-2026", "Option '--line' is required. See 'ops budgets reserve --help'.")]
    [InlineData("version -o xml", "Argument 'xml' not recognized. Must be one of: 'table' 'json' 'yaml' 'csv' See 'ops version --help'.")]
    public async Task A_command_line_that_cannot_be_read_is_a_usage_error(string commandLine, string sentence)
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Usage);
        ops.Error.Trim().ShouldBe(sentence);
        ops.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_usage_error_is_told_as_json_and_in_chinese_when_asked()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("budgets get a/b/c -o json --language zh-CN")).ShouldBe(ExitCode.Usage);
        var error = JsonDocument.Parse(ops.Error).RootElement.GetProperty("error");
        error.GetProperty("reason").GetString().ShouldBe("USAGE");
        error.GetProperty("message").GetString().ShouldBe("“a/b/c”不是有效的名称。请使用 budget，或完整名称 workspaces/{workspace}/budgets/{budget}。");
    }

    private static async Task<ScriptedPlatform> RefusingAsync(RpcException refusal)
    {
        var platform = await ScriptedPlatform.StartAsync();
        platform.On<ReserveFundsRequest>((_, _) => Task.FromException<Google.Protobuf.IMessage>(refusal));
        return platform;
    }
}
