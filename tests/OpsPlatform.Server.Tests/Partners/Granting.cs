using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Partners.PartnerSteps;
using PartnerClient = OpsPlatform.Partners.V1.Client;

namespace OpsPlatform.Server.Tests.Partners;

/// <summary>What a grant lets a client do, and what not.</summary>
public sealed class Granting(RunningServer server) : ServerTest(server), IAsyncDisposable
{
    private ApiClient _admin = null!;
    private Workspace _workspace = null!;
    private PartnerClient _client = null!;
    private ApiClient _caller = null!;

    public override async ValueTask InitializeAsync()
    {
        _admin = await Server.AdminAsync();
        (_workspace, _client) = (await _admin.MakeWorkspaceAsync(), await _admin.MakeClientAsync());
        await _admin.GrantAsync(_client, _workspace, ["admin"]);
        _caller = await Server.CallAsAsync(_admin, _client);
    }

    [Fact]
    public async Task A_new_grant_takes_the_place_of_the_old_one()
    {
        await MakeBudgetAsync();
        await _admin.GrantAsync(_client, _workspace, [], ["budgets.read"]);
        Server.Clock.Advance(Soon);

        await ListAsync();
        await _caller.Budgets.CreateBudgetAsync(new() { Parent = _workspace.Name, Budget = BudgetSteps.OfLines(("content", 1)) }).Refused(ErrorReason.PermissionMissing);
    }

    [Fact, Trait("row", "TEAM-03")]
    public async Task Who_executes_does_not_approve_the_strategy()
    {
        var budget = await MakeBudgetAsync();
        await _admin.GrantAsync(_client, _workspace, ["operator"]);
        Server.Clock.Advance(Soon);
        (await _caller.Budgets.ApproveBudgetAsync(new() { Name = budget }).Refused(ErrorReason.PermissionMissing)).Code.ShouldBe(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task The_same_grant_again_changes_nothing()
    {
        var first = await _admin.GrantAsync(_client, _workspace, ["viewer", "finance"]);
        (await _admin.GrantAsync(_client, _workspace, ["finance", "viewer"])).ShouldBe(first);
    }

    [Fact]
    public async Task A_role_of_the_workspace_s_own_is_made_changed_and_deleted()
    {
        var role = $"{_workspace.Name}/roles/buyer";
        await _caller.Partners.SetRoleAsync(new() { Name = role, DisplayName = "Buyer", Permissions = { "budgets.read" } });
        var buyer = await AnotherAsync("buyer");
        Server.Clock.Advance(Soon);
        await buyer.Budgets.ListBudgetsAsync(new() { Parent = _workspace.Name });
        await buyer.Budgets.CreateBudgetAsync(new() { Parent = _workspace.Name, Budget = BudgetSteps.OfLines(("content", 1)) }).Refused(ErrorReason.PermissionMissing);

        await _caller.Partners.SetRoleAsync(new() { Name = role, DisplayName = "Buyer", Permissions = { "budgets.create" } });
        Server.Clock.Advance(Soon);
        await buyer.Budgets.CreateBudgetAsync(new() { Parent = _workspace.Name, Budget = BudgetSteps.OfLines(("content", 1)) });
        await buyer.Budgets.ListBudgetsAsync(new() { Parent = _workspace.Name }).Refused(ErrorReason.PermissionMissing);

        (await _caller.Partners.DeleteRoleAsync(new() { Name = role })).Deleted.ShouldBeTrue();
        Server.Clock.Advance(Soon);
        await buyer.Budgets.CreateBudgetAsync(new() { Parent = _workspace.Name, Budget = BudgetSteps.OfLines(("content", 1)) }).Refused(ErrorReason.PermissionMissing);
        buyer.Dispose();
    }

    [Fact]
    public async Task Built_in_roles_are_there_and_stay_as_they_are()
    {
        var roles = (await _caller.Partners.ListRolesAsync(new() { Parent = _workspace.Name, Filter = "built_in = true" })).Roles;
        roles.Select(role => Id(role.Name)).ShouldBe(["admin", "compliance", "content-planner", "content-reviewer", "finance", "legal", "operations-director", "operator", "supplier-manager", "viewer"]);
        (await _caller.Partners.GetRoleAsync(new() { Name = roles[0].Name })).ShouldBe(roles[0]);
        await _caller.Partners.SetRoleAsync(new() { Name = roles[0].Name, DisplayName = "Mine", Permissions = { "*" } }).Refused(ErrorReason.RoleBuiltIn);
        await _caller.Partners.DeleteRoleAsync(new() { Name = roles[0].Name }).Refused(ErrorReason.RoleBuiltIn);
        await _caller.Partners.GetRoleAsync(new() { Name = $"{_workspace.Name}/roles/nobody" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_role_of_one_workspace_means_nothing_in_another()
    {
        await _caller.Partners.SetRoleAsync(new() { Name = $"{_workspace.Name}/roles/local", DisplayName = "Local", Permissions = { "budgets.read" } });
        var elsewhere = await _admin.MakeWorkspaceAsync();
        await Asked(elsewhere, ["local"]).Refused(ErrorReason.RoleUnknown);
        await _admin.GrantAsync(_client, _workspace, ["local"]);
    }

    [Theory]
    [InlineData("finanse", "finance")]
    [InlineData("buyr", "buyer")]
    [InlineData("nothing-like-it", "admin, buyer, compliance, content-planner, content-reviewer, finance, legal, operations-director, operator, supplier-manager, viewer")]
    [InlineData("former", "admin, buyer, compliance, content-planner, content-reviewer, finance, legal, operations-director, operator, supplier-manager, viewer")]
    public async Task A_role_that_the_workspace_does_not_have_is_not_granted(string role, string known)
    {
        foreach (var id in new[] { "buyer", "former" })
            await _caller.Partners.SetRoleAsync(new() { Name = $"{_workspace.Name}/roles/{id}", DisplayName = "Own", Permissions = { "budgets.read" } });
        await _caller.Partners.DeleteRoleAsync(new() { Name = $"{_workspace.Name}/roles/former" });

        var error = await Asked(_workspace, ["viewer", role]).Refused(ErrorReason.RoleUnknown);

        error.Fields.ShouldBe(["roles"]);
        (error.Info.Metadata["role"], error.Info.Metadata["known"]).ShouldBe((role, known));
    }

    [Theory]
    [InlineData("budgets.reed", "budgets.read")]
    [InlineData("budget.*", "budgets.*")]
    [InlineData("*.reed", "*.read")]
    [InlineData("suplliers.*", "suppliers.*")]
    [InlineData("*.*", "*")]
    [InlineData("contens.read", "contents.read")]
    [InlineData("nonsense.thoroughly", "accounts.*")]
    public async Task A_permission_that_nothing_needs_is_neither_granted_nor_put_into_a_role(string permission, string known)
    {
        foreach (var refused in new[]
        {
            await Asked(_workspace, [], "budgets.read", permission).Refused(ErrorReason.PermissionUnknown),
            await _caller.Partners.SetRoleAsync(new() { Name = $"{_workspace.Name}/roles/buyer", DisplayName = "Own", Permissions = { permission } }).Refused(ErrorReason.PermissionUnknown),
        })
        {
            refused.Fields.ShouldBe(["permissions"]);
            refused.Info.Metadata["permission"].ShouldBe(permission);
            refused.Info.Metadata["known"].ShouldStartWith(known);
        }
    }

    [Fact]
    public async Task Every_permission_of_an_rpc_and_of_a_built_in_role_is_granted_and_each_of_a_noun_that_is_still_to_come()
    {
        var roles = (await _caller.Partners.ListRolesAsync(new() { Parent = _workspace.Name })).Roles;
        string[] needed = [.. Rpc.All.Select(method => method.Rule().Permission).Where(permission => permission.Length > 0).Distinct()];
        string[] coming = ["suppliers.pay", "campaigns.*", "metrics.read", "contents.write"];
        foreach (var permissions in needed.Concat(needed.Select(permission => $"{permission.Split('.')[0]}.*")).Concat(roles.SelectMany(role => role.Permissions)).Concat(coming).Distinct().Chunk(100))
            (await _admin.GrantAsync(_client, _workspace, [], permissions)).Permissions.ShouldBe(permissions, ignoreOrder: true);
    }

    [Fact]
    public async Task To_whom_some_resources_are_granted_others_do_not_exist()
    {
        var (mine, other) = (await MakeBudgetAsync(), await MakeBudgetAsync());
        await _admin.GrantAsync(_client, _workspace, ["admin"], resources: [mine]);
        Server.Clock.Advance(Soon);

        (await ListAsync()).ShouldBe([mine]);
        await _caller.Budgets.GetBudgetAsync(new() { Name = mine });
        await _caller.Budgets.ListEntriesAsync(new() { Parent = mine });
        await _caller.Budgets.GetBudgetAsync(new() { Name = other }).Refused(ErrorReason.ResourceNotFound);
        await _caller.Budgets.ListReservationsAsync(new() { Parent = other }).Refused(ErrorReason.ResourceNotFound);
        await _caller.Budgets.SubmitBudgetAsync(new() { Name = other, RequestId = $"{Guid.NewGuid()}" }).Refused(ErrorReason.ResourceNotFound);
        await _caller.Budgets.CreateBudgetAsync(new() { Parent = _workspace.Name, Budget = BudgetSteps.OfLines(("content", 1)) }).Refused(ErrorReason.ResourceNotFound);
        await _caller.Invoker.Call(Rpc.Named("ExportEvents"), Rpc.Named("ExportEvents").Request(Id(_workspace.Name), "any", "any")).Refused(ErrorReason.ResourceNotFound);
        await _caller.Projections.ListProjectionsAsync(new() { Parent = _workspace.Name }).Refused(ErrorReason.ResourceNotFound);
        await _caller.Partners.ListRolesAsync(new() { Parent = _workspace.Name }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task Callers_learn_who_they_are_and_what_they_may_do()
    {
        var caller = await _caller.Partners.GetCallerAsync(new());
        (caller.Client, caller.Partner, caller.Principal).ShouldBe((_client.Name, _client.Partner, Id(_client.Name)));
        caller.Scopes.ShouldBe(["*"]);
        var access = caller.Access.Single();
        (access.Workspace, access.Roles, access.Permissions).ShouldBe((_workspace.Name, ["admin"], ["*"]));
    }

    [Fact]
    public async Task Callers_learn_that_a_workspace_is_suspended_and_why()
    {
        await _admin.Partners.SuspendWorkspaceAsync(new() { Name = _workspace.Name, Reason = "Unpaid." });
        Server.Clock.Advance(Soon);
        var access = (await _caller.Partners.GetCallerAsync(new())).Access.Single();
        (access.Workspace, access.Permissions, access.SuspendReason).ShouldBe((_workspace.Name, ["*"], "Unpaid."));

        await _admin.Partners.ResumeWorkspaceAsync(new() { Name = _workspace.Name });
        Server.Clock.Advance(Soon);
        (await _caller.Partners.GetCallerAsync(new())).Access.Single().SuspendReason.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_role_is_listed_only_when_deleted_ones_are_asked_for()
    {
        var role = await _caller.Partners.SetRoleAsync(new() { Name = $"{_workspace.Name}/roles/former", DisplayName = "Former", Permissions = { "budgets.read" } });
        (await ListAsync(showDeleted: false)).ShouldContain(role.Name);

        await _caller.Partners.DeleteRoleAsync(new() { Name = role.Name });

        (await ListAsync(showDeleted: false)).ShouldNotContain(role.Name);
        (await ListAsync(showDeleted: true)).ShouldContain(role.Name);
        (await _caller.Partners.GetRoleAsync(new() { Name = role.Name })).Deleted.ShouldBeTrue();

        async Task<IEnumerable<string>> ListAsync(bool showDeleted) =>
            (await _caller.Partners.ListRolesAsync(new() { Parent = _workspace.Name, Filter = "permissions:*", ShowDeleted = showDeleted })).Roles.Select(each => each.Name);
    }

    [Fact]
    public async Task A_client_serves_several_workspaces_and_confuses_none()
    {
        var other = await _admin.MakeWorkspaceAsync();
        await _admin.GrantAsync(_client, other, ["viewer"]);
        Server.Clock.Advance(Soon);
        await MakeBudgetAsync();

        (await ListAsync()).Count.ShouldBe(1);
        (await _caller.Budgets.ListBudgetsAsync(new() { Parent = other.Name })).Budgets.ShouldBeEmpty();
        await _caller.Budgets.CreateBudgetAsync(new() { Parent = other.Name, Budget = BudgetSteps.OfLines(("content", 1)) }).Refused(ErrorReason.PermissionMissing);
        (await _caller.Partners.GetCallerAsync(new())).Access.Select(access => access.Workspace).ShouldBe([_workspace.Name, other.Name], ignoreOrder: true);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        _caller.Dispose();
        _admin.Dispose();
        await DisposeAsync();
    }

    private AsyncUnaryCall<Grant> Asked(Workspace workspace, string[] roles, params string[] permissions) =>
        _admin.Partners.GrantAccessAsync(new() { Name = GrantName(_client, workspace), Roles = { roles }, Permissions = { permissions } });

    private async Task<ApiClient> AnotherAsync(string role)
    {
        var client = await _admin.MakeClientAsync();
        await _admin.GrantAsync(client, _workspace, [role]);
        return await Server.CallAsAsync(_admin, client);
    }

    private async Task<string> MakeBudgetAsync() =>
        (await _caller.Budgets.CreateBudgetAsync(new() { Parent = _workspace.Name, Budget = BudgetSteps.OfLines(("content", 100)) })).Name;

    private async Task<List<string>> ListAsync() => [.. (await _caller.Budgets.ListBudgetsAsync(new() { Parent = _workspace.Name })).Budgets.Select(budget => budget.Name)];
}
