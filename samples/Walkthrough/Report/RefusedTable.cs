using Spectre.Console;
using Walkthrough.Import;

namespace Walkthrough.Report;

/// <summary>What was refused, for which reason, and in which words.</summary>
internal static class RefusedTable
{
    public static Table Of(IEnumerable<RefusedPurchase> refused)
    {
        var table = new Table().Border(TableBorder.Simple).Expand();
        table.AddColumn(new TableColumn("Purchase").NoWrap());
        table.AddColumn(new TableColumn("Reason").NoWrap());
        table.AddColumn("What the platform says");
        foreach (var (purchase, _, reason, sentence) in refused)
            table.AddRow(new Text(purchase.Reference), new Text(reason, new Style(Color.Red)), new Text(sentence));
        return table;
    }
}
