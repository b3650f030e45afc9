using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OpsPlatform.Cli;

/// <summary>What `--help` prints: always the same parts in the same order, the examples last, where the eye rests.</summary>
internal sealed class Help(OpsRoot root) : SynchronousCommandLineAction
{
    private const int DescriptionColumn = 34;

    private static readonly (string, string)[] Variables =
    [
        ("OPS_PROFILE", "Which login to use."),
        ("OPS_ADDRESS", "Goes before the profile's address, unless --profile is given."),
        ("OPS_TOKEN_ENDPOINT", "The same."),
        ("OPS_CLIENT_ID", "The same."),
        ("OPS_CLIENT_SECRET", "The same."),
        ("OPS_KEY_FILE", "The same; in place of the secret."),
        ("OPS_WORKSPACE", "The same."),
        ("NO_COLOR", "Set to anything: no colours. What is piped never has any."),
    ];

    private static readonly (string, string)[] Statuses =
    [
        ($"{ExitCode.Ok}", "Done."),
        ($"{ExitCode.Failed}", "Refused, or the platform cannot be reached."),
        ($"{ExitCode.Usage}", "The command line is wrong."),
        ($"{ExitCode.NotAuthenticated}", "Not logged in, or the token was refused."),
        ($"{ExitCode.Interrupted}", "Interrupted."),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return ExitCode.Ok;
    }

    internal void Write(Command command, TextWriter writer)
    {
        writer.WriteLine(command.Description);
        Section("Usage", [(Usage(command), "")]);

        if (command == root)
        {
            foreach (var (title, commands) in root.Groups)
                Section(title, commands.Select(command => (command.Name, command.Description ?? "")));
            Section("Environment", Variables);
            Section("Exit status", Statuses);
        }
        else
        {
            Section("Commands", command.Subcommands.Select(command => (command.Name, command.Description ?? "")));
            Section("Arguments", command.Arguments.Select(argument => (Typed(argument), argument.Description ?? "")));
            Section("Options", command.Options.Select(Line));
        }

        Section("Global options", root.Options.OrderBy(option => option is HelpOption).Select(Line));
        if (command is OpsCommand { Examples: var examples })
            Section("Examples", examples.Select(example => (example, "")));

        void Section(string title, IEnumerable<(string Typed, string Description)> lines)
        {
            if (!lines.Any())
                return;
            writer.WriteLine();
            writer.WriteLine($"{title}:");
            foreach (var (typed, description) in lines)
                writer.WriteLine(description.Length == 0 ? $"  {typed}" : Aligned($"  {typed}", description));
        }
    }

    private static string Aligned(string typed, string description) => typed.Length < DescriptionColumn - 1
        ? typed.PadRight(DescriptionColumn) + description
        : $"{typed}{Environment.NewLine}{new string(' ', DescriptionColumn)}{description}";

    private string Usage(Command command)
    {
        var path = command.Parents.OfType<Command>().Any() && command != root ? Path(command) : OpsRoot.Program;
        var arguments = string.Concat(command.Arguments.Select(argument => " " + Typed(argument)));
        return $"{path}{arguments}{(command.Subcommands.Count > 0 ? " <command>" : "")} [options]";
    }

    private string Path(Command command) =>
        command == root ? OpsRoot.Program : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";

    private static string Typed(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : $"<{argument.Name}>";

    private static (string Typed, string Description) Line(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-') && !alias.Contains('?')).OrderBy(alias => alias.Length).Append(option.Name));
        var value = option.ValueType == typeof(bool) || option is HelpOption ? "" : $" <{option.HelpName}>";
        return (names + value, option.Description + (option.Required ? " Required." : ""));
    }
}
