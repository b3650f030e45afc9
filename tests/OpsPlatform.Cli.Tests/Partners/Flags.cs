using Google.Protobuf;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Tests.Partners;

/// <summary>What is typed, and the request that it becomes.</summary>
public sealed class Flags
{
    [Fact]
    public void A_workspace_is_created_under_its_id() =>
        Read<CreateWorkspaceRequest>("workspaces create acme --kind sandbox --display-name \"Acme, trial\" --validate-only").ShouldBe(new CreateWorkspaceRequest
        {
            WorkspaceId = "acme",
            Workspace = new Workspace { DisplayName = "Acme, trial", Kind = Workspace.Types.Kind.Sandbox },
            ValidateOnly = true,
        });

    [Theory]
    [InlineData("novapr")]
    [InlineData("partners/novapr")]
    public void A_client_is_created_for_a_partner_by_either_name(string partner) =>
        Read<CreateClientRequest>($"clients create novapr-sync --partner {partner} --display-name Sync").ShouldBe(new CreateClientRequest
        {
            ClientId = "novapr-sync",
            Client = new OpsPlatform.Partners.V1.Client { Partner = "partners/novapr", DisplayName = "Sync" },
        });

    [Fact]
    public void A_grant_takes_roles_permissions_and_resources_again_and_again() =>
        Read<GrantAccessRequest>(
            "grants grant novapr-sync/acme --role viewer --role buyer --permission budgets.* --permission *.read"
            + " --resource workspaces/acme/budgets/q4-2026 --resource workspaces/acme/budgets/q5-2026 --etag 7").ShouldBe(new GrantAccessRequest
            {
                Name = "clients/novapr-sync/grants/acme",
                Roles = { "viewer", "buyer" },
                Permissions = { "budgets.*", "*.read" },
                Resources = { "workspaces/acme/budgets/q4-2026", "workspaces/acme/budgets/q5-2026" },
                Etag = "7",
            });

    [Fact]
    public void A_role_is_set_in_the_workspace_that_short_names_are_in() =>
        Read<SetRoleRequest>("roles set buyer --workspace acme --display-name Buyer --permission budgets.read --permission budgets.reserve").ShouldBe(new SetRoleRequest
        {
            Name = "workspaces/acme/roles/buyer",
            DisplayName = "Buyer",
            Permissions = { "budgets.read", "budgets.reserve" },
        });

    [Theory]
    [InlineData("workspaces create --kind live --display-name A")]
    [InlineData("workspaces create acme --display-name A")]
    [InlineData("partners suspend novapr")]
    [InlineData("partners suspend novapr --reason a --reason b")]
    [InlineData("roles set buyer --display-name Buyer")]
    [InlineData("grants grant novapr-sync/acme --role viewer buyer")]
    public async Task What_is_missing_or_too_much_is_a_usage_error(string commandLine)
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain("--help");
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
