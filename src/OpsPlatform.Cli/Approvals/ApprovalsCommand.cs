using System.CommandLine;

namespace OpsPlatform.Cli.Approvals;

/// <summary>`ops approvals`: what waits for a second principal.</summary>
internal sealed class ApprovalsCommand : Command
{
    internal ApprovalsCommand()
        : base("approvals", "Calls that a policy holds back for a second principal.")
    {
        Add(new List());
        Add(new Get());
        Add(new Approve());
        Add(new Reject());
        Add(new Withdraw());
    }
}
