using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;

namespace OpsPlatform.Cli.Tests.Accounts;

/// <summary>What is typed, and the request that it becomes.</summary>
public sealed class Flags
{
    private const string Main = "workspaces/acme/accounts/main";

    [Fact]
    public void An_account_is_created_on_a_platform_by_its_short_name() =>
        Read<CreateAccountRequest>("accounts create main --display-name Acme --platform channels --region CN --label a --label b --workspace acme").ShouldBe(new CreateAccountRequest
        {
            Parent = "workspaces/acme",
            AccountId = "main",
            Account = new Account { DisplayName = "Acme", Platform = "workspaces/acme/platforms/channels", RegionCode = "CN", Labels = { "a", "b" } },
        });

    [Fact]
    public void An_update_names_its_account_and_needs_nothing_but_what_it_edits() =>
        Read<UpdateAccountRequest>("accounts update main --handle @acme --workspace acme").ShouldBe(new UpdateAccountRequest { Account = new Account { Name = Main, Handle = "@acme" } });

    [Fact]
    public void An_update_can_empty_a_field() =>
        Read<UpdateAccountRequest>("accounts update main --update-mask labels,handle --handle @acme --workspace acme").ShouldBe(new UpdateAccountRequest
        {
            Account = new Account { Name = Main, Handle = "@acme" },
            UpdateMask = new FieldMask { Paths = { "labels", "handle" } },
        });

    [Fact]
    public void A_core_tag_is_a_topic_and_its_industry() =>
        Read<SetCoreTagsRequest>("accounts tag main --core-tag \"product reviews:mother-baby\" --workspace acme").CoreTags.ShouldBe([new CoreTag { Tag = "product reviews", Industry = "mother-baby" }]);

    [Theory]
    [InlineData("2026-03-31T09:00:00Z")]
    [InlineData("2026-03-31T17:00:00+08:00")]
    [InlineData("2026-03-31T09:00:00.000Z")]
    public void A_time_is_given_with_its_offset(string time) =>
        Read<SetAuthorizationRequest>($"accounts authorize main --expire-time {time} --workspace acme").ExpireTime.ShouldBe(new DateTime(2026, 3, 31, 9, 0, 0, DateTimeKind.Utc).ToTimestamp());

    [Theory]
    [InlineData("accounts authorize main --expire-time 2026-03-31", "takes a time with its offset")]
    [InlineData("accounts authorize main --expire-time tomorrow", "takes a time with its offset")]
    [InlineData("accounts tag main --core-tag parenting", "tag:industry")]
    public async Task What_cannot_be_read_is_told_with_what_can(string commandLine, string hint)
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s", ["OPS_WORKSPACE"] = "acme" } };
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain(hint);
    }

    private static TRequest Read<TRequest>(string commandLine)
        where TRequest : IMessage<TRequest>
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s" } };
        var request = ops.Read<TRequest>(commandLine);
        request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(request, "");
        return request;
    }
}
