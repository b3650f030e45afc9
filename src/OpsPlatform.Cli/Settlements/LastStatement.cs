using OpsPlatform.Cli.Output;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Settlements;

/// <summary>A settlement as people want it: its statements in short, and the last one line by line. Programs find all of it in the settlement.</summary>
internal static class LastStatement
{
    internal static void Show(Invocation invocation, Settlement settlement)
    {
        invocation.Output.Show(settlement);
        if (invocation.Output is TableOutput table && settlement.Statements.Count > 0)
        {
            invocation.Terminal.Output.WriteLine();
            table.Show(settlement.Statements[^1]);
        }
    }
}
