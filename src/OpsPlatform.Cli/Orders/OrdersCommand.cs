using System.CommandLine;

namespace OpsPlatform.Cli.Orders;

/// <summary>`ops orders`: orders and what is delivered on them.</summary>
internal sealed class OrdersCommand : Command
{
    internal OrdersCommand()
        : base("orders", "What is ordered from suppliers, and delivered.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Deliver());
        Add(new Accept());
        Add(new Reject());
        Add(new Close());
        Add(new Terminate());
    }
}
