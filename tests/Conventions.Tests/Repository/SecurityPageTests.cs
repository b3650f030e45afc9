using System.Text.RegularExpressions;

namespace Conventions.Tests.Repository;

/// <summary>What docs/security.md promises is held by tests that exist, and its limits are those that can be set.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string s_page = Tree.Read("docs/security.md");

    [Fact]
    public void Every_test_that_it_names_exists() =>
        TestName().Matches(s_page).ShouldAll(test => test.Value, test => Tree.Files.Any(path => path.StartsWith("tests/") && path.EndsWith($"/{test.Groups["folder"]}/{test.Groups["test"]}.cs")
            && Tree.Read(path) is var code && code.Contains($"class {test.Groups["test"]}") && IsTest().IsMatch(code)));

    [Fact]
    public void Every_item_of_OWASPs_list_is_answered_by_at_least_one_test() =>
        Enumerable.Range(1, 10).ShouldAll(item => $"API{item}", item => Tree.Lines("docs/security.md").Any(line => line.StartsWith($"| API{item} ") && TestName().IsMatch(line)));

    [Fact]
    public void Its_limits_are_those_of_the_server() =>
        Limit().Matches(s_page).Select(limit => limit.Groups["name"].Value).Order(StringComparer.Ordinal).Distinct()
            .ShouldBe(Property().Matches(Tree.Read("src/OpsPlatform.Server/Sockets/SocketOptions.cs")).Select(property => property.Groups["name"].Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("`(?<folder>[A-Z][A-Za-z]+)/(?<test>[A-Z][A-Za-z]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\[(Fact|Theory)")]
    private static partial Regex IsTest();

    [GeneratedRegex("`Sockets:(?<name>[A-Za-z]+)`")]
    private static partial Regex Limit();

    [GeneratedRegex(@"public \w+ (?<name>\w+) \{ get; set; \}")]
    private static partial Regex Property();
}
