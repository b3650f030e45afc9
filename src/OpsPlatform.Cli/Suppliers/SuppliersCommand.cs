using System.CommandLine;

namespace OpsPlatform.Cli.Suppliers;

/// <summary>`ops suppliers`: a supplier's life first, then how it is cared for and how it does.</summary>
internal sealed class SuppliersCommand : Command
{
    internal SuppliersCommand()
        : base("suppliers", "Who is bought from: suppliers, how they do, and what they come to.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Update());
        Add(new Delete());
        Add(new Undelete());
        Add(new AddDocument());
        Add(new RemoveDocument());
        Add(new Qualify());
        Add(new Block());
        Add(new Unblock());
        Add(new Grade());
        Add(new SetBackups());
        Add(new LogContact());
        Add(new Contacts());
        Add(new GetDuties());
        Add(new RecordExchange());
        Add(new Exchanges());
        Add(new GetLeverage());
        Add(new GetNetwork());
        Add(new ReviewContribution());
        Add(new Evaluate());
        Add(new GetStanding());
        Add(new SimulateStanding());
        Add(new GetDependencies());
    }
}
