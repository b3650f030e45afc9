using OpsPlatform.Budgets.V1;
using OpsPlatform.Suppliers.V1;
using Spectre.Console;
using Walkthrough.Import;
using Walkthrough.Input;
using Walkthrough.Report;

namespace Walkthrough.Tender;

/// <summary>A tender on the walk: quotes that nobody reads early, the better value, and a month settled to the micro.</summary>
internal static class TenderTour
{
    private const int Cells = 16;
    private const int Whole = 10_000;

    /// <returns>What does not agree; nothing when all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Demo demo, CancellationToken cancellation)
    {
        await using var operations = demo.Connect(demo.Workspace.ClientId, demo.Workspace.ClientSecret);
        await using var approver = demo.Connect(demo.Workspace.ApproverClientId, demo.Workspace.ApproverClientSecret);
        var steps = new TenderSteps(operations.Suppliers, approver.Suppliers, new Calls(), demo.Workspace.Name);
        Screen.Heading("Tender");
        await steps.QualifyAsync(cancellation);
        var refused = await steps.QuoteAsync(cancellation);
        Screen.Say(refused.Length > 0 ? $"{demo.Workspace.ClientId} cannot look: {refused}" : "The quotes were opened in an earlier run.");
        var comparison = await steps.AwardAsync(cancellation);
        Screen.Show(Table(comparison));

        var settled = await steps.SettleAsync(comparison.Rows[0].Supplier, cancellation);
        var statement = settled.Statements[^1];
        Screen.Say($"January is settled: {Exact(statement.TotalMicros)} {settled.CurrencyCode}, {string.Join(", ", statement.Shares.Select(share => $"{share.PartyId} {Exact(share.AmountMicros)}"))}.");
        var replay = await operations.Suppliers.ReplaySettlementAsync(new() { Name = settled.Name }, cancellationToken: cancellation);
        var balance = await PayAsync(new ChainSteps(operations, approver, new Calls(), demo.Workspace.Name), comparison.Rows[0].UnitPriceMicros, settled, cancellation);
        return
        [
            .. balance.AllocatedAmountMicros == balance.HeldAmountMicros + balance.SpentAmountMicros + balance.LeftAmountMicros ? Array.Empty<string>() : ["the tender's line does not balance"],
            .. replay.Identical ? Array.Empty<string>() : [$"{settled.Name} comes to something else when it is computed again"],
            .. statement.Shares.Sum(share => share.AmountMicros) == statement.TotalMicros ? Array.Empty<string>() : [$"the shares of {settled.Name} do not sum to its total"],
        ];
    }

    /// <summary>From the plan to the payment: what each step does to the line that pays.</summary>
    private static async Task<LineBalance> PayAsync(ChainSteps steps, long unitPriceMicros, Settlement settled, CancellationToken cancellation)
    {
        var budget = await steps.PlanAsync(cancellation);
        if (await steps.TryAsync(budget, unitPriceMicros, cancellation) is { } impact)
            Screen.Say($"An order would bring the line {impact.Lines[0].Line} from {Screen.Money(impact.Lines[0].Before.LeftAmountMicros)} to {Screen.Money(impact.Lines[0].After.LeftAmountMicros)} {budget.CurrencyCode} left.");
        var order = await steps.OrderAsync(budget, unitPriceMicros, cancellation);
        var paid = await steps.PayAsync(settled, budget, cancellation);
        var balance = (await steps.BalancesAsync(budget, cancellation)).Lines[0];
        Screen.Say($"Of {Screen.Money(order.TotalMicros)} {order.CurrencyCode} that the order held, {Screen.Money(order.AcceptedMicros)} is delivered and spent; January's {Exact(paid.PaidMicros)} is paid.");
        Screen.Say($"The line {balance.Line}: {Screen.Money(balance.AllocatedAmountMicros)} allocated = {Screen.Money(balance.HeldAmountMicros)} held + {Exact(balance.SpentAmountMicros)} spent + {Exact(balance.LeftAmountMicros)} left.");
        return balance;
    }

    private static Table Table(QuoteComparison comparison)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Supplier", "Price", "Points", "Points for a million", "Price beside the highest");
        foreach (var row in comparison.Rows)
        {
            table.AddRow(
                row.Supplier[(row.Supplier.LastIndexOf('/') + 1)..],
                $"{Screen.Money(row.TotalMicros)} {comparison.CurrencyCode}",
                $"{row.ScoreBps / 100m:0.0}",
                $"{row.PointsPerMillion:#,##0}",
                new string('█', row.PriceShareBps * Cells / Whole));
        }

        return table;
    }

    private static string Exact(long micros) => $"{OpsPlatform.Client.Money.FromMicros(micros):#,##0.000000}";
}
