using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;
using OpsPlatform.Testing;

namespace Conventions.Tests.Protos;

/// <summary>What is written of permissions and built-in roles is what the protos and the code say.</summary>
public sealed class PermissionTests
{
    private const string Introduction = """
        # Permissions and built-in roles

        What each permission allows, and which built-in roles have it. `ops permissions` and `ops roles list` show the same. How they are given: [partners](partners.md).

        This page is written by its test, `tests/Conventions.Tests/Protos/PermissionTests.cs`, with OPS_UPDATE_GOLDEN=1.

        """;

    private static IReadOnlyList<Role> Roles { get; } = [.. BuiltInRoles.All.In("acme")];

    [Fact]
    public void The_page_of_permissions_says_what_the_protos_and_the_roles_say()
    {
        var path = Path.Combine(OpsPlatform.Testing.Repository.Root, "docs", "guides", "permissions.md");
        var page = string.Join('\n', [
            Introduction,
            "## Held in a workspace\n",
            Permissions(Rule.Types.Scope.Unspecified),
            "## Held in `platform`: what the platform's admins do\n",
            Permissions(Rule.Types.Scope.Platform),
            "## Built-in roles\n",
            "Permissions of nouns that the platform does not have yet are in them already, so that a role keeps its meaning.\n",
            Table(["role", "called", "permissions"], Roles.Select(role => new[] { $"`{Id(role)}`", role.DisplayName, List(role.Permissions.Select(Code)) })),
        ]);
        if (Environment.GetEnvironmentVariable("OPS_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, page);
        page.ShouldBe(File.ReadAllText(path));
    }

    [Fact]
    public void A_permission_is_held_in_one_place_and_either_reads_or_writes() =>
        Contracts.Rpcs.GroupBy(rpc => rpc.DeclaredRule()!.Permission).ShouldAll(rpcs => rpcs.Key,
            rpcs => rpcs.DistinctBy(rpc => (rpc.DeclaredRule()!.Scope, rpc.DeclaredRule()!.Kind)).Count() == 1);

    private static string Permissions(Rule.Types.Scope scope) => Table(["permission", "", "allows", "built-in roles"],
        from rpc in Contracts.Rpcs
        where rpc.DeclaredRule()!.Scope == scope
        group rpc by rpc.DeclaredRule()!.Permission into rpcs
        orderby rpcs.Key
        select new[] { Code(rpcs.Key), rpcs.First().DeclaredRule()!.Kind == Rule.Types.Kind.Read ? "read" : "write", List(rpcs.Select(rpc => rpc.Name)), List(HavingIt(rpcs.Key)) });

    private static IEnumerable<string> HavingIt(string permission)
    {
        var (noun, verb) = permission.Split('.') is [var first, var second] ? (first, second) : default;
        return Roles.Where(role => role.Permissions.Intersect(["*", permission, $"{noun}.*", $"*.{verb}"]).Any()).Select(Id);
    }

    private static string Table(string[] head, IEnumerable<string[]> rows) =>
        string.Concat(new[] { head, [.. head.Select(_ => "---")] }.Concat(rows).Select(cells => $"| {string.Join(" | ", cells)} |\n"));

    private static string Id(Role role) => role.Name.Split('/')[^1];

    private static string Code(string text) => $"`{text}`";

    private static string List(IEnumerable<string> items) => string.Join(", ", items);
}
