using System.CommandLine;

namespace OpsPlatform.Cli;

/// <summary>What every command takes.</summary>
internal static class GlobalOptions
{
    internal const string Output = "--output";
    internal const string Profile = "--profile";
    internal const string Workspace = "--workspace";
    internal const string Language = "--language";

    private static readonly string[] LanguageVariables = ["OPS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>New ones for each parser: symbols remember their parents.</summary>
    internal static IEnumerable<Option> Create()
    {
        yield return Choice(Output, "How to show the answer. Default: table. A list in json is one array.", ["table", "json", "yaml", "csv"], "-o");
        yield return new Option<string?>(Profile) { Description = "Which login to use. Default: OPS_PROFILE, else the current one.", HelpName = "name", Recursive = true };
        yield return new Option<string?>(Workspace) { Description = "Which workspace short names are in. Default: OPS_WORKSPACE, else the profile's.", HelpName = "id", Recursive = true };
        yield return Choice(Language, "The language of messages. Default: OPS_LANGUAGE, else as LANG says.", ["en", "zh-CN"]);
    }

    internal static string FormatOf(ParseResult line) => ValueOf(line, Output) ?? "table";

    internal static string LanguageOf(ParseResult line, Terminal terminal)
    {
        var asked = ValueOf(line, Language) ?? LanguageVariables.Select(terminal.Variable).FirstOrDefault(value => value is not null);
        return asked?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false ? "zh-CN" : "en";
    }

    /// <summary>The value as far as it could be read: errors too are told in the language and form that was asked for.</summary>
    private static string? ValueOf(ParseResult line, string option) =>
        line.GetResult(option) is System.CommandLine.Parsing.OptionResult { Tokens: [var value, ..] } ? value.Value : null;

    private static Option<string?> Choice(string name, string description, string[] values, params string[] aliases)
    {
        var option = new Option<string?>(name, aliases) { Description = description, HelpName = string.Join('|', values), Recursive = true };
        return option.AcceptOnlyFromAmong(values);
    }
}
