using System.Text.Json.Nodes;

namespace OpsPlatform.Cli.Tests;

public sealed class PermissionList
{
    [Fact]
    public async Task Permissions_are_listed_without_a_login_each_once_with_its_rpcs()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("permissions -o json")).ShouldBe(ExitCode.Ok, ops.Error);
        var listed = JsonNode.Parse(ops.Output)!.AsArray();
        listed.Select(item => (string)item!["permission"]!).ShouldBeUnique();
        listed.ShouldContain(item => Is(item, "clients.secrets", "write", "platform", "PartnerService.AddClientSecret", "PartnerService.RemoveClientSecret", "PartnerService.AddClientKey", "PartnerService.RemoveClientKey"));
        listed.ShouldContain(item => Is(item, "roles.read", "read", "workspace", "PartnerService.GetRole", "PartnerService.ListRoles"));
    }

    [Fact]
    public async Task In_a_table_a_permission_is_a_line()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("permissions")).ShouldBe(ExitCode.Ok, ops.Error);
        var lines = ops.Output.Split('\n');
        lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["PERMISSION", "KIND", "HELD IN", "RPCS"]);
        lines.ShouldContain(line => line.StartsWith("budgets.approve ") && line.EndsWith("BudgetService.ApproveBudget, BudgetService.RejectBudget, BudgetService.ApproveAdjustment, BudgetService.RejectAdjustment"));
    }

    private static bool Is(JsonNode? item, string permission, string kind, string heldIn, params string[] rpcs) =>
        (string)item!["permission"]! == permission && (string)item["kind"]! == kind && (string)item["heldIn"]! == heldIn
        && item["rpcs"]!.AsArray().Select(rpc => (string)rpc!).SequenceEqual(rpcs);
}
