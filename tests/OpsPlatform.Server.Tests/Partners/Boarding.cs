using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Partners.PartnerSteps;
using PartnerClient = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Server.Tests.Partners;

/// <summary>A partner comes on board, gets exactly the access that it needs, and is cut off within a second.</summary>
public sealed class Boarding(RunningServer server) : ServerTest(server)
{
    private ApiClient _admin = null!;

    public override async ValueTask InitializeAsync() => _admin = await Server.AdminAsync();

    [Fact]
    public async Task From_nothing_to_the_first_budget()
    {
        var (workspace, client) = (await _admin.MakeWorkspaceAsync(), await _admin.MakeClientAsync());
        await _admin.GrantAsync(client, workspace, ["operator"]);
        using var caller = await Server.CallAsAsync(_admin, client);

        var budget = await caller.Budgets.CreateBudgetAsync(new() { Parent = workspace.Name, Budget = BudgetSteps.OfLines(("content", 100)) });
        await caller.Budgets.SubmitBudgetAsync(new() { Name = budget.Name });

        await caller.Budgets.ApproveBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.PermissionMissing);
        await caller.Budgets.ListBudgetsAsync(new() { Parent = "workspaces/acme" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task What_is_made_is_read_and_listed()
    {
        var (workspace, client) = (await _admin.MakeWorkspaceAsync(Workspace.Types.Kind.Live), await _admin.MakeClientAsync());
        var grant = await _admin.GrantAsync(client, workspace, ["viewer", "finance"], ["events.export"]);

        (workspace.Kind, workspace.State, workspace.Etag).ShouldBe((Workspace.Types.Kind.Live, Workspace.Types.State.Active, "1"));
        (grant.Roles, grant.Permissions, grant.Workspace).ShouldBe((["finance", "viewer"], ["events.export"], workspace.Name));
        (await _admin.Partners.GetWorkspaceAsync(new() { Name = workspace.Name })).ShouldBe(workspace);
        (await _admin.Partners.GetClientAsync(new() { Name = client.Name })).Partner.ShouldBe(client.Partner);
        (await _admin.Partners.GetPartnerAsync(new() { Name = client.Partner })).Kind.ShouldBe(Partner.Types.Kind.Agency);
        (await _admin.Partners.GetGrantAsync(new() { Name = grant.Name })).ShouldBe(grant);
        (await _admin.Partners.ListGrantsAsync(new() { Parent = client.Name })).Grants.ShouldBe([grant]);
        (await _admin.Partners.ListWorkspacesAsync(new() { Filter = $"name = \"{workspace.Name}\"" })).Workspaces.ShouldBe([workspace]);
        (await _admin.Partners.ListClientsAsync(new() { Filter = $"partner = \"{client.Partner}\"" })).Clients.Single().Name.ShouldBe(client.Name);
        (await _admin.Partners.ListPartnersAsync(new() { PageSize = 1000 })).Partners.Select(partner => partner.Name).ShouldContain(client.Partner);
    }

    [Theory]
    [InlineData("workspace", "WORKSPACE_SUSPENDED", StatusCode.PermissionDenied)]
    [InlineData("partner", "TOKEN_INVALID", StatusCode.Unauthenticated)]
    [InlineData("client", "TOKEN_INVALID", StatusCode.Unauthenticated)]
    [InlineData("grant", "RESOURCE_NOT_FOUND", StatusCode.NotFound)]
    public async Task Each_level_is_cut_off_within_a_second_on_every_node_and_let_in_again(string level, string reason, StatusCode code)
    {
        await using var other = await Server.StartAnotherAsync();
        var (workspace, client) = (await _admin.MakeWorkspaceAsync(), await _admin.MakeClientAsync());
        await _admin.GrantAsync(client, workspace, ["viewer"]);
        using var caller = await Server.CallAsAsync(_admin, client);
        using var elsewhere = new ApiClient(other.GrpcAddress, Server.HttpAddress, Server.Clock, Id(client.Name), (await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name })).Secret);
        AsyncUnaryCall<OpsPlatform.Budgets.V1.ListBudgetsResponse> List(ApiClient who) => who.Budgets.ListBudgetsAsync(new() { Parent = workspace.Name });
        await List(caller);
        await List(elsewhere);

        await CutOffAsync(level, workspace, client);
        Server.Clock.Advance(Soon);

        foreach (var who in new[] { caller, elsewhere })
        {
            var error = (await List(who).Outcome()).ShouldNotBeNull();
            (error.Reason, error.Code).ShouldBe((reason, code));
        }

        await LetInAsync(level, workspace, client);
        Server.Clock.Advance(Soon);
        await List(caller);
        await List(elsewhere);
    }

    [Fact]
    public async Task Who_is_cut_off_gets_no_token()
    {
        var client = await _admin.MakeClientAsync();
        using var caller = await Server.CallAsAsync(_admin, client);
        await _admin.Partners.SuspendPartnerAsync(new() { Name = client.Partner, Reason = "Contract ended." });
        Server.Clock.Advance(Soon);

        await Should.ThrowAsync<HttpRequestException>(caller.TokenAsync);
    }

    [Fact]
    public async Task Suspending_again_changes_nothing_and_the_reason_is_told()
    {
        var workspace = await _admin.MakeWorkspaceAsync();
        var suspended = await _admin.Partners.SuspendWorkspaceAsync(new() { Name = workspace.Name, Reason = "Unpaid." });
        (await _admin.Partners.SuspendWorkspaceAsync(new() { Name = workspace.Name, Reason = "Again." })).ShouldBe(suspended);
        (suspended.State, suspended.StateReason).ShouldBe((Workspace.Types.State.Suspended, "Unpaid."));
        (await _admin.Partners.ResumeWorkspaceAsync(new() { Name = workspace.Name })).StateReason.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var (workspace, client) = (await _admin.MakeWorkspaceAsync(), await _admin.MakeClientAsync());
        await _admin.Partners.CreateWorkspaceAsync(new() { WorkspaceId = Id(workspace.Name), Workspace = new() { DisplayName = "Taken", Kind = Workspace.Types.Kind.Live } }).Refused(ErrorReason.ResourceAlreadyExists);
        await _admin.Partners.CreateWorkspaceAsync(new() { WorkspaceId = "platform", Workspace = new() { DisplayName = "Ours", Kind = Workspace.Types.Kind.Live } }).Refused(ErrorReason.IdReserved);
        await _admin.Partners.CreateClientAsync(new() { ClientId = "system", Client = new() { Partner = client.Partner, DisplayName = "Ours" } }).Refused(ErrorReason.IdReserved);
        (await _admin.Partners.CreateClientAsync(new() { ClientId = "of-nobody", Client = new() { Partner = "partners/nobody", DisplayName = "Whose" } }).Refused(ErrorReason.ResourceNotFound)).Fields.ShouldBe(["client.partner"]);
        await _admin.Partners.GrantAccessAsync(new() { Name = $"{client.Name}/grants/nowhere", Roles = { "viewer" } }).Refused(ErrorReason.ResourceNotFound);
        await _admin.Partners.GrantAccessAsync(new() { Name = GrantName(client, workspace) }).Refused(ErrorReason.GrantEmpty);
        await _admin.Partners.GrantAccessAsync(new() { Name = GrantName(client, workspace), Roles = { "viewer" }, Resources = { "workspaces/acme/budgets/spring" } }).Refused(ErrorReason.GrantResourceForeign);
        await _admin.Partners.RevokeAccessAsync(new() { Name = GrantName(client, workspace) }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task Who_is_no_admin_finds_nothing_there()
    {
        var workspace = await _admin.MakeWorkspaceAsync();
        await Server.Operator.Partners.GetWorkspaceAsync(new() { Name = workspace.Name }).Refused(ErrorReason.ResourceNotFound);
        await Server.Operator.Partners.ListClientsAsync(new()).Refused(ErrorReason.ResourceNotFound);
        await Server.Operator.Partners.CreatePartnerAsync(new() { PartnerId = "mine", Partner = new() { DisplayName = "Mine", Kind = Partner.Types.Kind.Brand } }).Refused(ErrorReason.ResourceNotFound);
    }

    private async Task CutOffAsync(string level, Workspace workspace, PartnerClient client) => _ = level switch
    {
        "workspace" => (object)await _admin.Partners.SuspendWorkspaceAsync(new() { Name = workspace.Name, Reason = "Unpaid." }),
        "partner" => await _admin.Partners.SuspendPartnerAsync(new() { Name = client.Partner, Reason = "Contract ended." }),
        "client" => await _admin.Partners.SuspendClientAsync(new() { Name = client.Name, Reason = "Leaked secret." }),
        _ => await _admin.Partners.RevokeAccessAsync(new() { Name = GrantName(client, workspace) }),
    };

    private async Task LetInAsync(string level, Workspace workspace, PartnerClient client) => _ = level switch
    {
        "workspace" => (object)await _admin.Partners.ResumeWorkspaceAsync(new() { Name = workspace.Name }),
        "partner" => await _admin.Partners.ResumePartnerAsync(new() { Name = client.Partner }),
        "client" => await _admin.Partners.ResumeClientAsync(new() { Name = client.Name }),
        _ => await _admin.GrantAsync(client, workspace, ["viewer"]),
    };
}
