using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using Spectre.Console;

namespace Walkthrough.Report;

/// <summary>The year of the matrix by platform: ratios are computed from their parts by the platform, not averaged here.</summary>
internal static class MatrixTable
{
    public static readonly string[] Metrics = ["plays", "completion-rate", "interaction-rate", "sales"];

    public static Table Of(QueryMetricsResponse answer)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(
            new TableColumn("platform"),
            new TableColumn("accounts").RightAligned(),
            new TableColumn("plays").RightAligned(),
            new TableColumn("by month"),
            new TableColumn("completed").RightAligned(),
            new TableColumn("interacted").RightAligned(),
            new TableColumn("sales").RightAligned(),
            new TableColumn("there").RightAligned());
        foreach (var column in table.Columns)
            column.NoWrap().Padding(0, 0, 1, 0);
        foreach (var group in answer.Series.GroupBy(series => series.Group))
            table.AddRow(Row(group.Key[(group.Key.LastIndexOf('/') + 1)..], [.. group]));
        table.AddRow(Row("all", [.. answer.Summary]));
        return table;
    }

    private static string[] Row(string name, MetricSeries[] series)
    {
        var (plays, completion, interaction, sales) = (series[0], series[1], series[2], series[3]);
        return
        [
            name,
            $"{plays.AccountCount}",
            $"{plays.Total.Value:#,##0}",
            Sparkline.Of([.. plays.Points.Select(point => point.Value)]),
            $"{completion.Total.Value / 100m:0.0} %",
            $"{interaction.Total.Value / 100m:0.0} %",
            $"{Money.FromMicros(sales.Total.Value):#,##0}",
            $"{(decimal)plays.Total.ThereCount / plays.Total.ExpectedCount:0.0 %}",
        ];
    }
}
