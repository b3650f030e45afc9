using System.Globalization;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Output;
using Spectre.Console;
using Date = Google.Type.Date;
using MilestoneState = OpsPlatform.Campaigns.V1.Milestone.Types.State;
using PhaseState = OpsPlatform.Campaigns.V1.PlanPhase.Types.State;
using Progress = OpsPlatform.Campaigns.V1.Progress;
using TaskState = OpsPlatform.Campaigns.V1.PlanTask.Types.State;

namespace OpsPlatform.Cli.Campaigns;

/// <summary>A plan over its days, a line for each part: what is done is solid, what is to come is light, what is late stands out.</summary>
internal sealed class GanttChart
{
    /// <summary>How wide the days are drawn where nobody looks who has a window.</summary>
    private const int PipedWidth = 72;
    private const int LeastWidth = 24;

    /// <summary>What is shown of a plan without an end, beyond the last thing in it.</summary>
    private const int OpenDays = 28;

    private static readonly Style Plain = new();
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Busy = new(Color.Aqua);
    private static readonly Style Bad = new(Color.Red);

    private readonly Terminal _terminal;
    private readonly Plan _plan;
    private readonly DateOnly _today;
    private readonly DateOnly _first;
    private readonly int _days;
    private readonly int _width;
    private readonly int _labelWidth;

    internal GanttChart(Terminal terminal, Progress progress)
    {
        (_terminal, _plan, _today) = (terminal, progress.Plan, Day(progress.AsOfDate));
        _first = Day(_plan.StartDate);
        _days = Last().DayNumber - _first.DayNumber + 1;
        _labelWidth = _plan.Tasks.Select(task => task.TaskId.Length + 2).Concat(_plan.Phases.Select(phase => phase.PhaseId.Length)).Concat(_plan.Milestones.Select(milestone => milestone.MilestoneId.Length + 2)).Max() + 2;
        _width = terminal.OutputIsTerminal ? Math.Max(terminal.Console(TextWriter.Null).Profile.Width - _labelWidth - 1, LeastWidth) : PipedWidth;
    }

    internal void Write()
    {
        WriteLine("", Plain, Axis());
        foreach (var phase in _plan.Phases)
        {
            WriteLine(phase.PhaseId, Strong, Bar(Day(phase.StartDate), phase.EndDate is null ? Last() : Day(phase.EndDate), '━', phase.State switch
            {
                PhaseState.Closed => Good,
                PhaseState.Active => Busy,
                _ => Dim,
            }));
            foreach (var task in _plan.Tasks.Where(task => task.PhaseId == phase.PhaseId))
                WriteLine($"  {task.TaskId}", Plain, Bar(task));
        }

        foreach (var milestone in _plan.Milestones)
            WriteLine($"{Diamond(milestone)} {milestone.MilestoneId}", Plain, Mark(milestone));
    }

    private static char Diamond(Milestone milestone) => milestone.State == MilestoneState.Reached ? '◆' : '◇';

    /// <summary>The months, each where it begins, as far as they do not run into each other.</summary>
    private Cell[] Axis()
    {
        var cells = Blank(line: false);
        var free = 0;
        for (var day = _first; day <= Last(); day = day.AddMonths(1).AddDays(1 - day.Day))
        {
            var (at, text) = (Column(day), day.ToString(free == 0 || day.Month == 1 ? "MMM yyyy" : "MMM", CultureInfo.InvariantCulture));
            if (at < free || at + text.Length > _width)
                continue;
            for (var index = 0; index < text.Length; index++)
                cells[at + index] = new Cell(text[index], Dim);
            free = at + text.Length + 1;
        }

        return cells;
    }

    private Cell[] Bar(PlanTask task)
    {
        var (start, end) = (Day(task.StartDate), Day(task.EndDate));
        if (task.State == TaskState.Done)
            return Bar(start, end, '█', Good);
        if (end < _today)
            return Bar(start, end, '▓', Bad);
        return Bar(start, end, '░', start <= _today ? Busy : Dim);
    }

    private Cell[] Bar(DateOnly start, DateOnly end, char glyph, Style style)
    {
        var cells = Blank(line: true);
        var first = Column(start);
        for (var column = first; column < Math.Max(Column(end.AddDays(1)), first + 1) && column < _width; column++)
            cells[column] = new Cell(glyph, style);
        return cells;
    }

    private Cell[] Mark(Milestone milestone)
    {
        var cells = Blank(line: true);
        var due = Day(milestone.DueDate);
        var style = milestone.State == MilestoneState.Reached ? Good : due < _today ? Bad : Plain;
        cells[Math.Min(Column(due), _width - 1)] = new Cell(Diamond(milestone), style);
        return cells;
    }

    /// <param name="line">With the line of today.</param>
    private Cell[] Blank(bool line)
    {
        var cells = Enumerable.Repeat(new Cell(' ', Plain), _width).ToArray();
        if (line && _today >= _first && _today <= Last())
            cells[Column(_today)] = new Cell('│', Dim);
        return cells;
    }

    private void WriteLine(string label, Style style, Cell[] cells)
    {
        var text = new Paragraph();
        text.Append(label.PadRight(_labelWidth), style);
        var used = Array.FindLastIndex(cells, cell => cell.Glyph != ' ') + 1;
        for (var at = 0; at < used;)
        {
            var run = cells.Skip(at).Take(used - at).TakeWhile(cell => cell.Style.Equals(cells[at].Style)).ToArray();
            text.Append(string.Concat(run.Select(cell => cell.Glyph)), run[0].Style);
            at += run.Length;
        }

        using var line = new StringWriter { NewLine = "\n" };
        _terminal.Console(line).Write(text);
        _terminal.Output.WriteLine(line.ToString().TrimEnd());
    }

    private int Column(DateOnly day) => Math.Clamp((int)((day.DayNumber - _first.DayNumber) * (long)_width / _days), 0, _width);

    private DateOnly Last()
    {
        var last = _plan.Tasks.Select(task => Day(task.EndDate)).Concat(_plan.Milestones.Select(milestone => Day(milestone.DueDate))).Append(Day(_plan.Phases[^1].StartDate)).Max();
        return _plan.EndDate is null ? last.AddDays(OpenDays) : Day(_plan.EndDate) > last ? Day(_plan.EndDate) : last;
    }

    private static DateOnly Day(Date date) => new(date.Year, date.Month, date.Day);

    private readonly record struct Cell(char Glyph, Style Style);
}
