using System.CommandLine;

namespace OpsPlatform.Cli.Campaigns;

/// <summary>`ops campaigns`: a campaign's life first, then what it runs on, then its plan and how far it has come.</summary>
internal sealed class CampaignsCommand : Command
{
    internal CampaignsCommand()
        : base("campaigns", "What a brand sets out to do on its accounts.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Update());
        Add(new Preflight());
        Add(new Start());
        Add(new Pause());
        Add(new Resume());
        Add(new Complete());
        Add(new Cancel());
        Add(new Delete());
        Add(new Undelete());
        Add(new Link());
        Add(new Unlink());
        Add(new SetPlan());
        Add(new EnterPhase());
        Add(new AssignTask());
        Add(new CompleteTask());
        Add(new ReopenTask());
        Add(new ReachMilestone());
        Add(new GetProgress());
        Add(new AcknowledgeWarning());
        Add(new RecordReview());
        Add(new AssessCycle());
    }
}
