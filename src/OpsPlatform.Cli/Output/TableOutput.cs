using Google.Protobuf;
using Spectre.Console;

namespace OpsPlatform.Cli.Output;

/// <summary>For people: one resource as a list of its fields with its parts below, several as a table.</summary>
internal sealed class TableOutput(Terminal terminal) : IOutput
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    public void Show(IMessage message)
    {
        var table = NewTable().HideHeaders().AddColumn(NewColumn("")).AddColumn(NewColumn(""));
        foreach (var (label, cell) in Facts.Full(message).Where(fact => fact.Cell.Text.Length > 0))
            table.AddRow(new Text(label, Heading), Content(cell));
        var isFirst = table.Rows.Count == 0;
        if (!isFirst)
            Write(table);

        foreach (var parts in Facts.Parts(message).Where(parts => parts.Count > 0))
        {
            if (!isFirst)
                terminal.Output.WriteLine();
            isFirst = false;
            Write(Rows(parts, Facts.Currency(message)));
        }
    }

    public void List(IReadOnlyList<IMessage> messages)
    {
        if (messages.Count > 0)
            Write(Rows(messages, ""));
    }

    /// <summary>Items by columns of a command's own; a column in which no item has anything is left out.</summary>
    internal void List<T>(IReadOnlyCollection<T> items, params IEnumerable<Column<T>> columns)
    {
        var shown = columns.Where(column => items.Any(item => column.Text(item).Length > 0)).ToList();
        if (shown.Count == 0)
            return;
        var table = NewTable();
        foreach (var column in shown)
            table.AddColumn(NewColumn(column.Heading.ToUpperInvariant(), column.IsNumber));
        foreach (var item in items)
            table.AddRow(shown.Select(column => Content(new Cell(column.Text(item), column.IsNumber), column.Style?.Invoke(item))));
        Write(table);
    }

    /// <summary>A column in which no row has anything is left out.</summary>
    private static Table Rows(IReadOnlyList<IMessage> messages, string currency)
    {
        var rows = messages.Select(message => Facts.Row(message, currency).ToDictionary(fact => fact.Label, fact => fact.Cell)).ToList();
        var columns = rows.SelectMany(row => row).Where(fact => fact.Value.Text.Length > 0).DistinctBy(fact => fact.Key).ToDictionary();
        var order = rows.SelectMany(row => row.Keys).Distinct().Where(columns.ContainsKey).ToList();

        var table = NewTable();
        foreach (var label in order)
            table.AddColumn(NewColumn(label.ToUpperInvariant(), columns[label].IsNumber));
        foreach (var row in rows)
            table.AddRow(order.Select(label => Content(row.GetValueOrDefault(label))));
        return table;
    }

    private static Table NewTable() => new() { Border = TableBorder.None };

    private static TableColumn NewColumn(string heading, bool isNumber = false) => new(new Text(heading, Heading))
    {
        Alignment = isNumber ? Justify.Right : Justify.Left,
        NoWrap = isNumber,
        Padding = new Padding(0, 0, 2, 0),
    };

    private static Text Content(Cell cell, Style? style = null) => new(Printable.Of(cell.Text ?? ""), style);

    /// <summary>Rendered aside, so that the padding of the last column does not trail every line.</summary>
    private void Write(Table table)
    {
        using var text = new StringWriter { NewLine = "\n" };
        terminal.Console(text).Write(table);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
            terminal.Output.WriteLine(line.TrimEnd());
    }
}
