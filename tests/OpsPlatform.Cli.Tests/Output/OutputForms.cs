using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Tests.Budgets;
using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Contents.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Projections.V1;
using YamlDotNet.RepresentationModel;

namespace OpsPlatform.Cli.Tests.Output;

public sealed class OutputForms
{
    [Theory]
    [InlineData("budgets get q4-2026", "budget.txt")]
    [InlineData("budgets get q4-2026 -o json", "budget.json")]
    [InlineData("budgets get q4-2026 -o yaml", "budget.yaml")]
    [InlineData("budgets get-reservation q4-2026/kol-spring", "reservation.txt")]
    [InlineData("budgets list", "budgets.txt")]
    [InlineData("budgets list -o json", "budgets.json")]
    [InlineData("budgets list -o yaml", "budgets.yaml")]
    [InlineData("budgets entries q4-2026", "entries.txt")]
    [InlineData("budgets months q4-2026", "months.txt")]
    [InlineData("store projections", "projections.txt")]
    [InlineData("store projections -o json", "projections.json")]
    [InlineData("store get-projection held-purposes", "projection.txt")]
    [InlineData("workspaces list", "workspaces.txt")]
    [InlineData("clients get novapr-sync", "client.txt")]
    [InlineData("grants list novapr-sync", "grants.txt")]
    [InlineData("roles list", "roles.txt")]
    [InlineData("accounts get douyin-main", "account.txt")]
    [InlineData("accounts list", "accounts.txt")]
    [InlineData("platforms list", "platforms.txt")]
    [InlineData("contents get spring-tea", "content.txt")]
    [InlineData("contents list", "contents.txt")]
    [InlineData("contents check spring-tea", "content-check.txt")]
    [InlineData("contents calendar --from 2026-04-01 --to 2026-04-09", "content-calendar.txt")]
    [InlineData("contents mix --preset value --from 2026-04-01 --to 2026-04-09", "content-mix.txt")]
    [InlineData("contents compare spring-tea --from 1", "content-comparison.txt")]
    [InlineData("campaigns list", "campaigns.txt")]
    [InlineData("campaigns progress spring", "progress.txt")]
    public async Task An_answer_is_shown_in_the_form_that_was_asked_for(string commandLine, string golden)
    {
        await using var platform = await AnsweringAsync();
        using var ops = new OpsRun(platform);
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Ok, ops.Error);
        GoldenFile.ShouldBe(ops.Output, golden);
        ops.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_is_the_apis_own()
    {
        await using var platform = await AnsweringAsync();
        using var ops = new OpsRun(platform);
        await ops.RunAsync("budgets get q4-2026 -o json");
        JsonParser.Default.Parse<Budget>(ops.Output).ShouldBe(Samples.Budget());
    }

    [Fact]
    public async Task A_list_in_json_is_one_array_and_an_empty_one_is_empty()
    {
        await using var platform = await AnsweringAsync();
        using var ops = new OpsRun(platform);
        await ops.RunAsync("budgets list -o json");
        JsonNode.Parse(ops.Output).ShouldBeOfType<JsonArray>().Count.ShouldBe(2);

        platform.On<ListBudgetsRequest>(_ => new ListBudgetsResponse());
        (await ops.RunAsync("budgets list -o json")).ShouldBe(ExitCode.Ok);
        ops.Output.Trim().ShouldBe("[]");
        ops.Error.ShouldBe("Nothing found." + Environment.NewLine);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("yes")]
    [InlineData("12")]
    [InlineData("2026-01-01")]
    [InlineData("")]
    [InlineData(" a ")]
    [InlineData("a: b # c")]
    [InlineData("- a")]
    [InlineData("\"q\" 'r' \\")]
    [InlineData("line\nbreak\ttab")]
    [InlineData("视频号 🎬")]
    [InlineData("...")]
    [InlineData("0x1F")]
    public async Task A_text_stays_a_text_in_yaml(string text)
    {
        await using var platform = await AnsweringAsync();
        platform.On<GetBudgetRequest>(_ => new Budget { Name = "n", DisplayName = text, StateReason = "end" });
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets get q4-2026 -o yaml")).ShouldBe(ExitCode.Ok, ops.Error);

        var yaml = new YamlStream();
        yaml.Load(new StringReader(ops.Output));
        var read = (YamlMappingNode)yaml.Documents.Single().RootNode;
        if (text.Length == 0)
        {
            read.Children.ShouldNotContainKey("displayName");
            return;
        }

        var scalar = read.Children["displayName"].ShouldBeOfType<YamlScalarNode>();
        scalar.Value.ShouldBe(text);
        if (text is "null" or "yes" or "12" or "2026-01-01" or "0x1F")
            scalar.Style.ShouldNotBe(YamlDotNet.Core.ScalarStyle.Plain);
        read.Children["stateReason"].ToString().ShouldBe("end");
    }

    [Fact]
    public async Task A_texts_control_characters_never_reach_the_terminal()
    {
        await using var platform = await AnsweringAsync();
        platform.On<GetBudgetRequest>(_ => Samples.Budget(displayName: "\u001b[2Jgone\a\r\nnext\u009b31m"));
        using var ops = new OpsRun(platform);
        await ops.RunAsync("budgets get q4-2026");
        ops.Output.ShouldContain("\uFFFD[2Jgone\uFFFD  next\uFFFD31m");
        ops.Output.Where(letter => char.IsControl(letter) && letter != '\n').ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_piped_has_no_escape_codes_and_is_not_wrapped()
    {
        await using var platform = await AnsweringAsync();
        platform.On<ListBudgetsRequest>(_ => new ListBudgetsResponse { Budgets = { Samples.Budget(displayName: new string('n', 200)) } });
        using var ops = new OpsRun(platform);
        await ops.RunAsync("budgets list");
        ops.Output.ShouldNotContain("\u001b");
        ops.Output.ShouldContain(new string('n', 200));
        ops.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_state_that_is_newer_than_the_command_line_shows_its_number()
    {
        await using var platform = await AnsweringAsync();
        platform.On<GetBudgetRequest>(_ => new Budget { Name = "workspaces/acme/budgets/q4-2026", State = (Budget.Types.State)77 });
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("budgets get q4-2026")).ShouldBe(ExitCode.Ok, ops.Error);
        ops.Output.ShouldContain("77");
        (await ops.RunAsync("budgets get q4-2026 -o json")).ShouldBe(ExitCode.Ok, ops.Error);
        JsonDocument.Parse(ops.Output).RootElement.GetProperty("state").GetInt32().ShouldBe(77);
    }

    private static async Task<ScriptedPlatform> AnsweringAsync()
    {
        var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetBudgetRequest>(_ => Samples.Budget());
        platform.On<GetAccountRequest>(_ => Accounts.Samples.Account());
        platform.On<ListAccountsRequest>(_ => new ListAccountsResponse { Accounts = { Accounts.Samples.Account() } });
        platform.On<ListCampaignsRequest>(_ => new ListCampaignsResponse { Campaigns = { Campaigns.Samples.Campaign() } });
        platform.On<GetProgressRequest>(_ => Campaigns.Samples.Progress());
        platform.On<ListPlatformsRequest>(_ => new ListPlatformsResponse { Platforms = { Accounts.Samples.Platform() } });
        platform.On<GetContentRequest>(_ => Contents.Samples.Content());
        platform.On<ListContentsRequest>(_ => new ListContentsResponse { Contents = { Contents.Samples.Content() } });
        platform.On<CompareContentVersionsRequest>(_ => Contents.Samples.Comparison());
        platform.On<CheckContentRequest>(_ => Contents.Samples.Check());
        platform.On<GetCalendarRequest>(_ => Contents.Samples.Calendar());
        platform.On<GetMixRequest>(_ => Contents.Samples.Mix());
        platform.On<GetReservationRequest>(_ => Samples.Reservation());
        platform.On<ListBudgetsRequest>(_ => new ListBudgetsResponse { Budgets = { Samples.Budget(), Samples.Budget("year-2027", "Year 2027") } });
        platform.On<ListEntriesRequest>(_ => new ListEntriesResponse
        {
            Entries =
            {
                Samples.Entry(3, LedgerEntry.Types.Kind.Reserved, "content", 1_234_500_000),
                Samples.Entry(4, LedgerEntry.Types.Kind.Reserved, "traffic", 1),
            },
        });
        platform.On<ListBudgetMonthsRequest>(_ => new ListBudgetMonthsResponse { Months = { Samples.Month(10), Samples.Month(11) } });
        platform.On<ListProjectionsRequest>(_ => new ListProjectionsResponse { Projections = { Store.Samples.Following(), Store.Samples.Stopped() } });
        platform.On<GetProjectionRequest>(_ => Store.Samples.Stopped());
        platform.On<ListWorkspacesRequest>(_ => new ListWorkspacesResponse
        {
            Workspaces = { Partners.Samples.Workspace("acme", Workspace.Types.Kind.Live), Partners.Samples.Workspace("acme-trial", Workspace.Types.Kind.Sandbox) },
        });
        platform.On<GetClientRequest>(_ => Partners.Samples.Client());
        platform.On<ListGrantsRequest>(_ => new ListGrantsResponse { Grants = { Partners.Samples.Grant("acme", "workspaces/acme/budgets/q4-2026"), Partners.Samples.Grant("globex") } });
        platform.On<ListRolesRequest>(_ => new ListRolesResponse { Roles = { Partners.Samples.Role("buyer", false), Partners.Samples.Role("viewer", true) } });
        return platform;
    }
}
