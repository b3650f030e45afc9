using Grpc.Core;
using OpsPlatform.Cli.Tests.Partners;
using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Tests.Clients;

/// <summary>A secret is shown once, where it can be kept without being seen.</summary>
public sealed class Secrets
{
    private const string Secret = "ops_secret_W5DuwajK2d1ji0TK3CWHwYFdnDn1Tq6nU4XE7aNr9Xw";

    [Theory]
    [InlineData("", "Secret 77aa0012 is added. It is not shown again.")]
    [InlineData(" --language zh-CN", "已添加密钥 77aa0012，该密钥不会再次显示。")]
    public async Task A_new_secret_stands_alone_on_standard_output(string language, string note)
    {
        await using var platform = await AnsweringAsync(Secret);
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("clients add-secret novapr-sync" + language)).ShouldBe(ExitCode.Ok, ops.Error);
        ops.Output.ShouldBe(Secret + Environment.NewLine);
        ops.Error.ShouldBe(note + Environment.NewLine);
        platform.Requests.ShouldHaveSingleItem().ShouldBeOfType<AddClientSecretRequest>().Name.ShouldBe("clients/novapr-sync");
    }

    [Fact]
    public async Task In_json_a_new_secret_comes_with_its_client()
    {
        await using var platform = await AnsweringAsync(Secret);
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("clients add-secret novapr-sync -o json")).ShouldBe(ExitCode.Ok, ops.Error);
        AddClientSecretResponse.Parser.ParseJson(ops.Output).ShouldBe(Answer(Secret));
        ops.Error.ShouldContain("77aa0012");
    }

    [Theory]
    [InlineData("en", "add --replace-secret-id 77aa0012")]
    [InlineData("zh-CN", "请加上 --replace-secret-id 77aa0012 以新密钥替换")]
    public async Task A_repeat_leaves_standard_output_empty_and_fails(string language, string advice)
    {
        await using var platform = await AnsweringAsync("");
        using var ops = new OpsRun(platform);
        (await ops.RunAsync($"clients add-secret novapr-sync --language {language}")).ShouldBe(ExitCode.Failed);
        ops.Output.ShouldBeEmpty();
        ops.Error.ShouldContain(advice);
        ops.Error.ShouldContain("SECRET_SHOWN_BEFORE");
    }

    [Fact]
    public async Task A_repeat_in_json_is_the_first_answer_without_the_secret()
    {
        await using var platform = await AnsweringAsync("");
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("clients add-secret novapr-sync -o json")).ShouldBe(ExitCode.Ok, ops.Error);
        AddClientSecretResponse.Parser.ParseJson(ops.Output).ShouldBe(Answer(""));
        ops.Error.ShouldNotContain("is added");
    }

    [Fact]
    public async Task A_trial_shows_no_secret()
    {
        await using var platform = await AnsweringAsync("");
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("clients add-secret novapr-sync --validate-only")).ShouldBe(ExitCode.Ok, ops.Error);
        ops.Output.ShouldBeEmpty();
        ops.Error.ShouldContain("Nothing was written");
    }

    [Fact]
    public async Task A_third_secret_is_refused_with_what_to_do()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<AddClientSecretRequest>((_, _) => throw Refused.By(StatusCode.FailedPrecondition, "CLIENT_SECRETS_FULL", "Remove one that is no longer used."));
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("clients add-secret novapr-sync")).ShouldBe(ExitCode.Failed);
        ops.Output.ShouldBeEmpty();
        ops.Error.ShouldContain("Remove one that is no longer used.");
    }

    private static async Task<ScriptedPlatform> AnsweringAsync(string secret)
    {
        var platform = await ScriptedPlatform.StartAsync();
        platform.On<AddClientSecretRequest>(_ => Answer(secret));
        return platform;
    }

    private static AddClientSecretResponse Answer(string secret) => new() { Client = Samples.Client(), SecretId = "77aa0012", Secret = secret };
}
