using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Contents.V1;
using Verdict = OpsPlatform.Contents.V1.ReviewContentRequest.Types.Verdict;

namespace OpsPlatform.Cli.Tests.Contents;

/// <summary>What is typed, and the request that it becomes.</summary>
public sealed class Flags
{
    private const string Tea = "workspaces/acme/contents/tea";

    [Fact]
    public void A_content_is_made_for_an_account_by_its_short_name() =>
        Read<CreateContentRequest>("contents create tea --account main --kind video --title Tea --text Leaves --duration 3m --hook 15s --declaration ai-generated --ai-generated --class know-how --class usage-scene --workspace acme").ShouldBe(new CreateContentRequest
        {
            Parent = "workspaces/acme",
            ContentId = "tea",
            Content = new Content
            {
                Account = "workspaces/acme/accounts/main",
                Kind = Content.Types.Kind.Video,
                Title = "Tea",
                BodyText = "Leaves",
                AiGenerated = true,
                Declarations = { Declaration.AiGenerated },
                Duration = Duration.FromTimeSpan(TimeSpan.FromMinutes(3)),
                HookOffset = Duration.FromTimeSpan(TimeSpan.FromSeconds(15)),
                Classes = { "know-how", "usage-scene" },
            },
        });

    [Fact]
    public void A_picture_is_a_digest_and_where_it_is()
    {
        var sha256 = new string('a', 64);
        Read<UpdateContentRequest>($"contents update tea --media {sha256}:https://files.example/tea.jpg --workspace acme").Content.Media
            .ShouldBe([new Media { Sha256 = sha256, Uri = "https://files.example/tea.jpg" }]);
    }

    [Fact]
    public void A_reviewer_decides_on_what_was_read() =>
        Read<ReviewContentRequest>("contents review tea --stage 2 --sha256 abc --verdict request-changes --remark \"Name the source.\" --workspace acme").ShouldBe(new ReviewContentRequest
        {
            Name = Tea,
            Stage = 2,
            Sha256 = "abc",
            Verdict = Verdict.RequestChanges,
            Remark = "Name the source.",
        });

    [Fact]
    public void A_stage_is_a_role_and_a_name_and_what_else_it_has() =>
        Read<SetReviewChainRequest>("review-chains set quick --display-name Quick --stage \"legal:Legal,deadline=12h,escalation-role-id=admin,self-review=yes,reviewers=a,reviewers=b\" --workspace acme").Stages.ShouldBe([new ReviewStage
        {
            RoleId = "legal",
            DisplayName = "Legal",
            Deadline = Duration.FromTimeSpan(TimeSpan.FromHours(12)),
            EscalationRoleId = "admin",
            SelfReview = true,
            Reviewers = { "a", "b" },
        }]);

    [Fact]
    public async Task A_yes_or_no_within_a_part_is_nothing_else()
    {
        using var ops = new OpsRun { Environment = { ["OPS_WORKSPACE"] = "acme", ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s" } };
        (await ops.RunAsync("review-chains set quick --display-name Quick --stage legal:Legal,self-review=perhaps")).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain("yes or no");
    }

    [Fact]
    public void Words_are_read_from_the_input_by_groups()
    {
        using var ops = new OpsRun { Input = "[Article 9: block]\n最佳\n国家级\n\n[Ask first: review]\n第一\n" };
        ops.Read<SetWordListRequest>("word-lists set ads --display-name Ads --from-input --workspace acme").Groups.ShouldBe([
            new WordGroup { Rule = "Article 9", Severity = Severity.Block, Words = { "最佳", "国家级" } },
            new WordGroup { Rule = "Ask first", Severity = Severity.Review, Words = { "第一" } },
        ]);
    }

    [Fact]
    public void A_group_of_words_is_a_rule_and_what_follows() =>
        Read<SetWordListRequest>("word-lists set ads --display-name Ads --group \"Article 9:block,words=最佳,words=国家级\" --workspace acme").Groups
            .ShouldBe([new WordGroup { Rule = "Article 9", Severity = Severity.Block, Words = { "最佳", "国家级" } }]);

    [Fact]
    public void A_mix_of_one_s_own_is_classes_and_their_shares() =>
        ReadOnly<GetMixRequest>("contents mix --preset custom --share know-how:6000 --share scene:4000 --from 2026-04-01 --to 2026-04-30 --workspace acme").Shares
            .ShouldBe([new MixShare { ClassId = "know-how", ShareBps = 6000 }, new MixShare { ClassId = "scene", ShareBps = 4000 }]);

    private static TRequest ReadOnly<TRequest>(string commandLine)
        where TRequest : IMessage<TRequest>
    {
        using var ops = new OpsRun();
        return ops.Read<TRequest>(commandLine);
    }

    private static TRequest Read<TRequest>(string commandLine)
        where TRequest : IMessage<TRequest>
    {
        using var ops = new OpsRun();
        var request = ops.Read<TRequest>(commandLine);
        request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(request, "");
        return request;
    }
}
