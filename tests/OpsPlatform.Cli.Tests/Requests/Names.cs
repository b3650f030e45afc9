using System.CommandLine.Parsing;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Cli.Tests.Requests;

public sealed class Names
{
    [Theory]
    [InlineData("q4-2026", "workspaces/acme/budgets/q4-2026")]
    [InlineData("budgets/q4-2026", "workspaces/acme/budgets/q4-2026")]
    [InlineData("workspaces/other/budgets/q4-2026", "workspaces/other/budgets/q4-2026")]
    public void A_budget_is_named_by_its_id_or_in_full(string typed, string name) => Get(typed, "acme").Name.ShouldBe(name);

    [Theory]
    [InlineData("q4-2026/r-1")]
    [InlineData("budgets/q4-2026/reservations/r-1")]
    [InlineData("workspaces/acme/budgets/q4-2026/reservations/r-1")]
    public void A_reservation_is_named_by_its_ids_or_in_full(string typed)
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s" } };
        ops.Read<GetReservationRequest>($"budgets get-reservation {typed} --workspace acme").Name.ShouldBe("workspaces/acme/budgets/q4-2026/reservations/r-1");
    }

    [Fact]
    public void The_typed_workspace_goes_before_the_one_of_the_profile() => Get("q4-2026 --workspace other", "acme").Name.ShouldBe("workspaces/other/budgets/q4-2026");

    [Fact]
    public void A_workspace_can_be_typed_by_its_full_name() => Get("q4-2026 --workspace workspaces/other", "acme").Name.ShouldBe("workspaces/other/budgets/q4-2026");

    [Theory]
    [InlineData("q4-2026/r-1")]
    [InlineData("workspaces/acme/campaigns/q4-2026")]
    [InlineData("workspaces//budgets/q4-2026")]
    [InlineData("/")]
    public void Another_kind_of_name_is_refused_with_the_right_form(string typed) =>
        Should.Throw<Failure>(() => Get(typed, "acme")).Sentence.English.ShouldContain("workspaces/{workspace}/budgets/{budget}");

    [Fact]
    public void A_short_name_without_any_workspace_asks_for_one() =>
        Should.Throw<Failure>(() => Get("q4-2026", "")).Sentence.English.ShouldContain("--workspace");

    /// <summary>Without any workspace to be in: none of these asks for one.</summary>
    [Theory]
    [InlineData("workspaces get acme", "workspaces/acme")]
    [InlineData("workspaces get workspaces/acme", "workspaces/acme")]
    [InlineData("partners get novapr", "partners/novapr")]
    [InlineData("partners get partners/novapr", "partners/novapr")]
    [InlineData("clients get Nova.sync@1", "clients/Nova.sync@1")]
    [InlineData("grants get novapr-sync/acme", "clients/novapr-sync/grants/acme")]
    [InlineData("grants get clients/novapr-sync/grants/acme", "clients/novapr-sync/grants/acme")]
    [InlineData("roles get buyer --workspace acme", "workspaces/acme/roles/buyer")]
    [InlineData("roles get workspaces/acme/roles/buyer", "workspaces/acme/roles/buyer")]
    public void What_is_in_no_workspace_is_named_by_its_own_ids(string typed, string name) => Field(typed, "name").ShouldBe(name);

    [Theory]
    [InlineData("grants list novapr-sync", "clients/novapr-sync")]
    [InlineData("grants list clients/novapr-sync", "clients/novapr-sync")]
    [InlineData("roles list --workspace acme", "workspaces/acme")]
    public void What_a_list_is_of_is_typed_unless_it_is_the_workspace(string typed, string parent) => Field(typed, "parent").ShouldBe(parent);

    [Theory]
    [InlineData("workspaces get acme/roles", "workspaces/{workspace}")]
    [InlineData("workspaces create partners/acme --kind live --display-name A", "workspaces/{workspace}")]
    [InlineData("partners get workspaces/novapr", "partners/{partner}")]
    [InlineData("grants get novapr-sync", "clients/{client}/grants/{grant}")]
    [InlineData("grants get clients/novapr-sync", "clients/{client}/grants/{grant}")]
    [InlineData("grants list novapr-sync/acme", "clients/{client}")]
    [InlineData("clients create sync --partner clients/novapr --display-name S", "partners/{partner}")]
    public void A_name_that_cannot_be_is_refused_with_the_form_that_can(string typed, string form) =>
        Should.Throw<Failure>(() => Field(typed, "name")).Sentence.English.ShouldEndWith($"or the full name {form}.");

    private static string Field(string typed, string field)
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s" } };
        var request = ops.Read([.. CommandLineParser.SplitCommandLine(typed)]);
        return (string)request.Descriptor.FindFieldByName(field).Accessor.GetValue(request);
    }

    private static GetBudgetRequest Get(string typed, string workspace)
    {
        using var ops = new OpsRun
        {
            Environment =
            {
                ["OPS_ADDRESS"] = "http://localhost:1", ["OPS_TOKEN_ENDPOINT"] = "http://localhost:1", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s", ["OPS_WORKSPACE"] = workspace,
            },
        };
        return ops.Read<GetBudgetRequest>($"budgets get {typed}");
    }
}
