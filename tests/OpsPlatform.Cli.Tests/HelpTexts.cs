using System.CommandLine;
using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Testing;

namespace OpsPlatform.Cli.Tests;

public sealed class HelpTexts
{
    [Theory]
    [InlineData("--help", "help.txt")]
    [InlineData("budgets --help", "help-budgets.txt")]
    [InlineData("budgets create --help", "help-budgets-create.txt")]
    [InlineData("budgets reserve --help", "help-budgets-reserve.txt")]
    [InlineData("budgets list -h", "help-budgets-list.txt")]
    [InlineData("contents --help", "help-contents.txt")]
    [InlineData("contents review --help", "help-contents-review.txt")]
    [InlineData("store --help", "help-store.txt")]
    [InlineData("audit --help", "help-audit.txt")]
    [InlineData("store rebuild --help", "help-store-rebuild.txt")]
    [InlineData("erasures create --help", "help-erasures-create.txt")]
    [InlineData("persons reveal --help", "help-persons-reveal.txt")]
    [InlineData("clients --help", "help-clients.txt")]
    [InlineData("clients create --help", "help-clients-create.txt")]
    [InlineData("clients add-secret --help", "help-clients-add-secret.txt")]
    [InlineData("grants grant --help", "help-grants-grant.txt")]
    [InlineData("login --help", "help-login.txt")]
    [InlineData("store export --help", "help-store-export.txt")]
    [InlineData("store verify --help", "help-store-verify.txt")]
    public async Task Help_shows_what_a_command_takes(string commandLine, string golden)
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Ok);
        GoldenFile.ShouldBe(ops.Output, golden);
        ops.Error.ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_that_does_something_shows_an_example_that_parses()
    {
        foreach (var command in Leaves(new OpsRoot()))
        {
            var ops = command.ShouldBeAssignableTo<OpsCommand>()!;
            ops.Examples.ShouldNotBeEmpty(command.Name);
            foreach (var example in ops.Examples)
            {
                var line = new OpsRoot().Read(Words(example));
                line.Errors.ShouldBeEmpty(example);
                line.CommandResult.Command.ShouldBeOfType(command.GetType(), example);
            }
        }
    }

    [Fact]
    public void Every_example_of_a_call_keeps_the_published_patterns()
    {
        using var ops = new OpsRun { Environment = { ["OPS_ADDRESS"] = "a", ["OPS_TOKEN_ENDPOINT"] = "t", ["OPS_CLIENT_ID"] = "c", ["OPS_CLIENT_SECRET"] = "s", ["OPS_WORKSPACE"] = "acme" } };
        foreach (var example in Leaves(new OpsRoot()).OfType<RequestCommand>().SelectMany(command => command.Examples))
        {
            foreach (var (field, text) in Texts(ops.Read(Words(example.Replace(" --profile finance", "")))))
            {
                var limits = field.GetOptions()?.GetExtension(ValidateExtensions.Field);
                var rules = field.IsRepeated ? limits?.Repeated?.Items?.String : limits?.String;
                if (text.Length > 0 && rules is { HasPattern: true })
                    text.ShouldMatch(rules.Pattern, $"{field.FullName} in: {example}");
            }
        }
    }

    [Fact]
    public void Every_command_of_the_readme_and_the_guides_parses()
    {
        var guides = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "guides"), "*.md");
        var commands = guides.Append(Path.Combine(Repository.Root, "README.md"))
            .SelectMany(File.ReadLines).Select(line => line.TrimStart('$', ' ').Replace("(umask 077; ", "")).Where(line => line.StartsWith("ops ")).ToList();
        commands.ShouldContain(command => command.StartsWith("ops clients add-secret "));
        foreach (var command in commands)
        {
            var line = new OpsRoot().Read(Words(command));
            line.Errors.ShouldBeEmpty(command);
            line.CommandResult.Command.ShouldBeAssignableTo<OpsCommand>(command);
        }
    }

    [Fact]
    public async Task Ops_alone_shows_its_help()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("")).ShouldBe(ExitCode.Ok);
        GoldenFile.ShouldBe(ops.Output, "help.txt");
    }

    [Fact]
    public async Task A_noun_without_a_verb_is_a_usage_error_that_shows_the_verbs()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync("budgets")).ShouldBe(ExitCode.Usage);
        GoldenFile.ShouldBe(ops.Error, "help-budgets.txt");
        ops.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_shell_is_told_how_a_word_can_go_on()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(["[suggest:14]", "ops budgets ref"])).ShouldBe(ExitCode.Ok);
        ops.Output.Split('\n').ShouldContain("refund");
    }

    [Fact]
    public async Task The_shell_is_told_the_values_of_an_option()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(["[suggest:28]", "ops budgets create --preset "])).ShouldBe(ExitCode.Ok);
        ops.Output.Split('\n').ShouldContain("five-three-two");
    }

    [Fact]
    public async Task The_shell_is_told_a_noun_and_the_kinds_of_a_workspace()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(["[suggest:8]", "ops work"])).ShouldBe(ExitCode.Ok);
        ops.Output.Split('\n').ShouldContain("workspaces");
        (await ops.RunAsync(["[suggest:31]", "ops workspaces create x --kind "])).ShouldBe(ExitCode.Ok);
        ops.Output.Split('\n').ShouldContain("sandbox");
    }

    private static IEnumerable<(FieldDescriptor Field, string Text)> Texts(IMessage message) => message.Descriptor.Fields.InDeclarationOrder().SelectMany(field =>
        field.Accessor.GetValue(message) switch
        {
            string text => [(field, text)],
            IMessage inner => Texts(inner),
            System.Collections.IEnumerable list => list.OfType<IMessage>().SelectMany(Texts).Concat(list.OfType<string>().Select(text => (field, text))),
            _ => [],
        });

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    /// <summary>Splits as a POSIX shell does for what the examples use: blanks, and quotes of both kinds.</summary>
    private static string[] Words(string example) =>
        [.. System.Text.RegularExpressions.Regex.Matches(example.Split([" | ", " < ", " > ", " # "], StringSplitOptions.None)[0].Replace("source <(", "").TrimEnd(')')["ops ".Length..], """'(?<w>[^']*)'|"(?<w>[^"]*)"|(?<w>\S+)""", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["w"].Value)];
}
