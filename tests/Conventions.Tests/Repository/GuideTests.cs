using System.Text.RegularExpressions;

namespace Conventions.Tests.Repository;

/// <summary>What a guide shows of a file is what the file says, so that the tests that run the file run the guide.</summary>
public sealed partial class GuideTests
{
    private static IEnumerable<(string Guide, string Path, string Code)> Quotes =>
        from guide in Tree.Files
        where guide.StartsWith("docs/guides/") && guide.EndsWith(".md")
        from Match quote in Quote().Matches(Tree.Read(guide))
        select (guide, quote.Groups["path"].Value, quote.Groups["code"].Value);

    [Fact]
    public void Every_quote_of_a_guide_is_in_the_file_that_it_names() =>
        Quotes.ShouldAll(quote => $"{quote.Guide} of {quote.Path}", quote => Tree.Files.Contains(quote.Path) && Plain(Tree.Read(quote.Path)).Contains(Plain(quote.Code)));

    [Fact]
    public void The_guide_to_Marten_quotes_what_its_test_runs() =>
        Quotes.Where(quote => quote.Guide == "docs/guides/marten.md").Select(quote => quote.Path).Distinct().ShouldBe(["tests/Marten/reader.sql", "tests/Marten/AttachedStore.cs"]);

    /// <summary>A quote may be less indented than the file.</summary>
    private static string Plain(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("<!-- (?<path>[^ ]+) -->\n```\\w+\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Quote();
}
