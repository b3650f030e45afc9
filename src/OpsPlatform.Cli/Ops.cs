using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using OpsPlatform.Cli.Output;

namespace OpsPlatform.Cli;

/// <summary>From arguments to an exit code; nothing that goes wrong leaves here as an exception.</summary>
internal static class Ops
{
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation)
    {
        var root = new OpsRoot();
        var line = root.Read(args);
        try
        {
            return line switch
            {
                { Action: not null and not ParseErrorAction } => await BuiltInAsync(line, terminal, cancellation),
                { CommandResult.Command: not OpsCommand and var group, UnmatchedTokens: [] } => ShowChoice(root, group, terminal),
                { CommandResult.Command: not OpsCommand, UnmatchedTokens: [var unknown, ..] } => throw Unknown(unknown, line),
                { Errors: [_, ..] errors } => throw Misread(errors.Select(error => error.Message), line),
                _ => await CommandAsync(line, terminal, cancellation),
            };
        }
        catch (Exception failure)
        {
            var report = ErrorReport.Of(failure, GlobalOptions.LanguageOf(line, terminal));
            report.Write(terminal.Error, asJson: GlobalOptions.FormatOf(line) == "json");
            return report.ExitCode;
        }
    }

    private static async Task<int> CommandAsync(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        await ((OpsCommand)line.CommandResult.Command).RunAsync(new Invocation(line, terminal), cancellation);
        return ExitCode.Ok;
    }

    /// <summary>Help, and completion for the shell.</summary>
    private static Task<int> BuiltInAsync(ParseResult line, Terminal terminal, CancellationToken cancellation) => line.InvokeAsync(
        new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        },
        cancellation);

    /// <summary>`ops` alone asks what there is; `ops budgets` alone has left something out.</summary>
    private static int ShowChoice(OpsRoot root, Command group, Terminal terminal)
    {
        new Help(root).Write(group, group == root ? terminal.Output : terminal.Error);
        return group == root ? ExitCode.Ok : ExitCode.Usage;
    }

    private static Failure Unknown(string given, ParseResult line) => Failure.Usage(
        $"'{Path(line)}' has no command '{given}'. See '{Path(line)} --help'.", $"{Path(line)} 没有“{given}”命令。请参阅 {Path(line)} --help。");

    /// <summary>The parser's own sentences are in English only, and some of them are lists.</summary>
    private static Failure Misread(IEnumerable<string> errors, ParseResult line)
    {
        var problems = string.Join(' ', errors.SelectMany(error => error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return Failure.Usage($"{problems} See '{Path(line)} --help'.", $"命令行有误：{problems} 请参阅 {Path(line)} --help。");
    }

    private static string Path(ParseResult line) =>
        string.Join(' ', line.Tokens.Where(token => token.Type == TokenType.Command).Select(token => token.Value).Prepend(OpsRoot.Program));
}
