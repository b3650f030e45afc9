using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Conventions.Tests.Repository;

/// <summary>What is committed means the same on every machine and behind every registry.</summary>
public sealed partial class OutsideTests
{
    [Fact]
    public void No_file_names_a_path_of_one_machine() =>
        Tree.Files.Where(Tree.IsText).ShouldAll(path => path, path => !MachinePath().IsMatch(Tree.Read(path)));

    [Fact]
    public void No_lock_file_names_a_registry() =>
        Tree.Files.Where(path => Path.GetFileName(path) == "package-lock.json").ShouldAll(path => path, path => !Tree.Read(path).Contains("\"resolved\""));

    [Fact]
    public void No_npm_setting_names_a_registry() =>
        Tree.Files.Where(path => Path.GetFileName(path) == ".npmrc").ShouldAll(path => path, path => !Tree.Read(path).Contains("registry="));

    [Fact]
    public void No_package_source_names_a_host_or_a_path_of_a_machine() =>
        Tree.Files.Where(path => Path.GetFileName(path).Equals("nuget.config", StringComparison.OrdinalIgnoreCase))
            .SelectMany(path => XDocument.Parse(Tree.Read(path)).Descendants("packageSources").Elements("add"))
            .Select(source => (string)source.Attribute("value")!)
            .Where(source => source.Contains(':') || source.StartsWith('/'))
            .ShouldBeEmpty();

    [GeneratedRegex(@"(?<![\w.$}>/-])/(work|root|Users)/\w")]
    private static partial Regex MachinePath();
}
