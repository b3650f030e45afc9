using Spectre.Console;
using Spectre.Console.Rendering;

namespace Walkthrough.Report;

/// <summary>Writes to the terminal, or as plain text to whatever the output is sent to.</summary>
internal static class Screen
{
    /// <summary>Columns that everything fits into, and that a file or a pipe gets.</summary>
    private const int Columns = 100;

    private static readonly IAnsiConsole Output = Open();

    /// <summary>Whether somebody watches: what has been written can be written over.</summary>
    public static bool IsTerminal => Output.Profile.Capabilities.Ansi;

    public static Progress Progress => Output.Progress();

    public static void Heading(string text)
    {
        Output.WriteLine();
        Output.Write(new Rule($"[bold]{text.EscapeMarkup()}[/]").LeftJustified());
    }

    public static void Subheading(string text) => Output.Write(new Markup($"[bold]{text.EscapeMarkup()}[/]\n"));

    public static void Say(string sentence) => Output.WriteLine(sentence);

    public static void Show(IRenderable part) => Output.Write(part);

    /// <summary>In whole units: 1,234.50.</summary>
    public static string Money(long amountMicros) => $"{OpsPlatform.Client.Money.FromMicros(amountMicros):#,##0.00}";

    private static IAnsiConsole Open()
    {
        var console = AnsiConsole.Create(Console.IsOutputRedirected ? new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors } : new());
        console.Profile.Width = Console.IsOutputRedirected ? Columns : Math.Min(console.Profile.Width, Columns);
        return console;
    }
}
