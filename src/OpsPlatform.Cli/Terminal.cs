using System.Collections;
using System.Text;
using Spectre.Console;

namespace OpsPlatform.Cli;

/// <summary>Where `ops` reads and writes: three streams, the environment, and whether a person sits at each end.</summary>
internal sealed class Terminal
{
    private const int UnknownWidth = 120;

    internal required TextReader Input { get; init; }

    internal required TextWriter Output { get; init; }

    internal required TextWriter Error { get; init; }

    internal required IReadOnlyDictionary<string, string> Environment { get; init; }

    internal bool CanPrompt { get; init; }

    internal bool OutputIsTerminal { get; init; }

    internal string? Variable(string name) => Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>NO_COLOR follows no-color.org: set to anything but the empty string, it wins.</summary>
    internal bool HasColours => OutputIsTerminal && Variable("NO_COLOR") is null && Variable("TERM") != "dumb";

    internal IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = CanPrompt ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        // Piped lines are for programs: they are never wrapped. Some terminals do not say how wide they are.
        console.Profile.Width = !OutputIsTerminal ? short.MaxValue : System.Console.WindowWidth is > 0 and var width ? width : UnknownWidth;
        return console;
    }

    internal static Terminal OfProcess()
    {
        System.Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal
        {
            Input = System.Console.In,
            Output = System.Console.Out,
            Error = System.Console.Error,
            Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
            CanPrompt = !System.Console.IsInputRedirected && !System.Console.IsErrorRedirected,
            OutputIsTerminal = !System.Console.IsOutputRedirected,
        };
    }
}
