using System.CommandLine;

namespace OpsPlatform.Cli.Budgets;

/// <summary>`ops budgets`: a budget's life first, then its money, then its records.</summary>
internal sealed class BudgetsCommand : Command
{
    internal BudgetsCommand()
        : base("budgets", "Budgets, holds on them, expenses and the ledger.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Update());
        Add(new Submit());
        Add(new Approve());
        Add(new Reject());
        Add(new Close());
        Add(new SetControl());
        Add(new Reserve());
        Add(new Capture());
        Add(new Release());
        Add(new Record());
        Add(new Refund());
        Add(new Pay());
        Add(new Transfer());
        Add(new CarryForward());
        Add(new Reverse());
        Add(new DrawReserve());
        Add(new Adjust());
        Add(new ApproveAdjustment());
        Add(new RejectAdjustment());
        Add(new Adjustments());
        Add(new GetAdjustment());
        Add(new Review());
        Add(new Reviews());
        Add(new GetReview());
        Add(new CostSheet());
        Add(new ShowBalances());
        Add(new Entries());
        Add(new Months());
        Add(new Days());
        Add(new GetForecast());
        Add(new GetReturn());
        Add(new BurnDown());
        Add(new Waterfall());
        Add(new StatementCommand());
        Add(new Reservations());
        Add(new GetReservation());
        Add(new Expenses());
        Add(new GetExpense());
    }
}
