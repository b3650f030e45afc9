using OpsPlatform.Budgets.V1;
using Spectre.Console;
using Date = Google.Type.Date;

namespace Walkthrough.Report;

/// <summary>What a budget's lines will have spent, and when they run dry, if spending goes on as it was.</summary>
internal static class ForecastTable
{
    public static Table Of(Forecast forecast)
    {
        var table = new Table().Border(TableBorder.Simple).Expand();
        table.AddColumn(new TableColumn("Line").NoWrap());
        foreach (var title in new[] { "Left", "Spent a day", $"Spent by {Text(forecast.EndDate)}", "in 4 of 5 cases" })
            table.AddColumn(new TableColumn(title).RightAligned());
        table.AddColumn(new TableColumn("Dry on").NoWrap());
        foreach (var line in forecast.Lines.Append(forecast.Total))
        {
            table.AddRow(
                line.Line.Length > 0 ? line.Line.EscapeMarkup() : "all",
                Whole(line.LeftAmountMicros),
                line.HasSpentADayMicros ? Whole(line.SpentADayMicros) : "unknown",
                line.End is { } end ? Whole(end.ExpectedAmountMicros) : "",
                line.End is { } range ? $"{Whole(range.LowAmountMicros)} to {Whole(range.HighAmountMicros)}" : "",
                line.DryDate is { } dry ? Text(dry) : "");
        }

        return table;
    }

    private static string Whole(long micros) => $"{OpsPlatform.Client.Money.FromMicros(micros):#,0}";

    private static string Text(Date date) => $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";
}
