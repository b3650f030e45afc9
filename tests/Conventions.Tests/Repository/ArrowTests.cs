using System.Xml.Linq;

namespace Conventions.Tests.Repository;

/// <summary>Who may refer to whom. A project that is not listed here has no place in the house yet.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["OpsPlatform.Contracts"] = [],
        ["OpsPlatform.Domain"] = ["OpsPlatform.Contracts"],
        ["OpsPlatform.EventStore"] = [],
        ["OpsPlatform.Server"] = ["OpsPlatform.Contracts", "OpsPlatform.Domain", "OpsPlatform.EventStore"],
        ["OpsPlatform.Client"] = ["OpsPlatform.Contracts"],
        ["OpsPlatform.Cli"] = ["OpsPlatform.Client"],
    };

    /// <summary>Arithmetic and nothing else.</summary>
    private static readonly string[] s_pure = ["MathNet.Numerics"];

    private static IEnumerable<string> Projects => Tree.Files.Where(path =>
        path.EndsWith(".csproj") && (path.StartsWith("src/") || path.StartsWith("sdk/")));

    [Fact]
    public void Every_project_refers_only_to_those_below_it() =>
        Projects.ShouldAll(path => path,
            path => s_allowed.TryGetValue(Path.GetFileNameWithoutExtension(path), out var below)
                && Includes(path, "ProjectReference").Select(Path.GetFileNameWithoutExtension).All(below.Contains));

    [Fact]
    public void The_domain_takes_in_nothing_that_does_io() =>
        Projects.Where(path => path.Contains("OpsPlatform.Domain")).ShouldAll(path => path, path => !Includes(path, "PackageReference").Except(s_pure).Any());

    private static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Parse(Tree.Read(project)).Descendants(item).Select(reference => (string)reference.Attribute("Include")!);
}
