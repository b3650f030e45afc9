using OpsPlatform.Cli.Output;
using OpsPlatform.Contents.V1;
using Spectre.Console;
using State = OpsPlatform.Contents.V1.Content.Types.State;

namespace OpsPlatform.Cli.Contents;

/// <summary>A calendar as people hang it on a wall: a row a week, from Monday, with the times and headlines of each day.</summary>
internal static class CalendarGrid
{
    private const int MostLetters = 10;
    private const int FewestLetters = 3;

    /// <summary>What a cell has beside the headline: its borders, the time and the mark.</summary>
    private const int OtherCells = 11;

    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    internal static void Write(Terminal terminal, OpsPlatform.Contents.V1.Calendar calendar)
    {
        var console = terminal.Console(terminal.Output);
        var letters = Math.Clamp((console.Profile.Width / Weekdays.Length) - OtherCells, FewestLetters, MostLetters);
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = true };
        foreach (var weekday in Weekdays)
            table.AddColumn(new TableColumn(new Text(weekday, new Style(decoration: Decoration.Bold))));
        foreach (var week in calendar.Days.GroupBy(day => Day(day).DayNumber / Weekdays.Length))
            table.AddRow(Enumerable.Range(0, Weekdays.Length).Select(weekday => new Text(week.FirstOrDefault(day => Day(day).DayNumber % Weekdays.Length == weekday) is { } day ? Cell(day, letters) : "")));
        console.Write(table);
        terminal.Output.WriteLine("○ scheduled  ◐ published  ● live  ✗ missed, removed or taken down");
    }

    private static string Cell(CalendarDay day, int letters) =>
        string.Join('\n', day.Entries.Select(entry => $"{entry.TimeOfDay} {Mark(entry.State)} {Printable.Of(Short(entry.Title, letters))}").Prepend($"{Day(day):MM-dd}"));

    private static string Short(string title, int most)
    {
        var letters = title.EnumerateRunes().ToArray();
        return letters.Length <= most ? title : $"{string.Concat(letters[..(most - 1)])}…";
    }

    private static char Mark(State state) => state switch
    {
        State.Scheduled => '○',
        State.Published => '◐',
        State.Live => '●',
        _ => '✗',
    };

    private static DateOnly Day(CalendarDay day) => new(day.Date.Year, day.Date.Month, day.Date.Day);
}
