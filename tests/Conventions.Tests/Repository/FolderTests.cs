using System.Text.RegularExpressions;

namespace Conventions.Tests.Repository;

/// <summary>One noun, one folder, one name.</summary>
public sealed partial class FolderTests
{
    [Fact]
    public void Every_noun_with_a_service_has_its_folder_in_the_server() =>
        Nouns("service").ShouldAll(noun => noun, noun => HasFiles($"src/OpsPlatform.Server/{noun}/"));

    [Fact]
    public void Every_noun_with_events_has_its_folder_in_the_domain() =>
        Nouns("events").ShouldAll(noun => noun, noun => HasFiles($"src/OpsPlatform.Domain/{noun}/"));

    private static IEnumerable<string> Nouns(string kind) =>
        from path in Tree.Files
        let match = ProtoPath().Match(path)
        where match.Success && match.Groups["kind"].Value == kind
        let noun = match.Groups["noun"].Value
        select $"{char.ToUpperInvariant(noun[0])}{noun[1..]}";

    private static bool HasFiles(string folder) => Tree.Files.Any(path => path.StartsWith(folder));

    [GeneratedRegex("^protos/opsplatform/(?<noun>[a-z]+)/v1/\\k<noun>_(?<kind>[a-z]+)\\.proto$")]
    private static partial Regex ProtoPath();
}
