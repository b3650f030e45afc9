using System.Text.RegularExpressions;

namespace Conventions.Tests.Repository;

public sealed partial class SourceTests
{
    private const int MostLines = 300;

    private static IEnumerable<string> Sources => Tree.Files.Where(path => Path.GetExtension(path) is ".cs" or ".sql" or ".mjs" or ".py" or ".sh");

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Sources.ShouldAll(path => path, path => Tree.Lines(path).Length <= MostLines);

    [Fact]
    public void No_generated_code_is_committed() =>
        Sources.ShouldAll(path => path, path =>
            !GeneratedName().IsMatch(path) && !Tree.Lines(path).Take(5).Any(line => line.Contains("auto-generated") || line.Contains("@generated")));

    [Fact]
    public void The_domain_asks_neither_clock_nor_chance() =>
        Sources.Where(path => path.StartsWith("src/OpsPlatform.Domain/")).ShouldAll(path => path, path => !Impure().IsMatch(Tree.Read(path)));

    [Fact]
    public void Every_rule_that_is_off_has_its_reason_beside_it() =>
        Tree.Lines(".editorconfig").Where(line => line.Contains(".severity = none")).ShouldAll(line => line, line => line.Split('#', 2) is [_, { Length: > 5 }]);

    [GeneratedRegex(@"(\.g\.cs|\.Designer\.cs|Grpc\.cs|_pb\.(js|ts)|_pb2(_grpc)?\.py)$")]
    private static partial Regex GeneratedName();

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Utc)?Now|TimeProvider|Guid\.(NewGuid|CreateVersion7)|Random|Environment|Stopwatch)\b")]
    private static partial Regex Impure();
}
