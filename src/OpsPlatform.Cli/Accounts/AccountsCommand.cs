using System.CommandLine;

namespace OpsPlatform.Cli.Accounts;

/// <summary>`ops accounts`: an account's life first, then what it stands for, then its authorization and its people.</summary>
internal sealed class AccountsCommand : Command
{
    internal AccountsCommand()
        : base("accounts", "The accounts that a brand operates on platforms.")
    {
        Add(new Create());
        Add(new List());
        Add(new Get());
        Add(new Update());
        Add(new AdvanceSetup());
        Add(new Activate());
        Add(new Suspend());
        Add(new Archive());
        Add(new Delete());
        Add(new Undelete());
        Add(new Position());
        Add(new Adjust());
        Add(new Tag());
        Add(new SetStrategy());
        Add(new Link());
        Add(new Unlink());
        Add(new SyncTags());
        Add(new Authorize());
        Add(new Renew());
        Add(new Revoke());
        Add(new Assign());
        Add(new Remove());
        Add(new CompleteTraining());
        Add(new HandOver());
        Add(new ConfirmHandover());
        Add(new CancelHandover());
        Add(new AdvanceService());
        Add(new RecordPatrol());
        Add(new SetTier());
        Add(new SetDefence());
        Add(new RecordScan());
        Add(new ReportIncident());
        Add(new RestoreIncident());
        Add(new GetMatrix());
        Add(new GetLeaver());
        Add(new PlanTeam());
    }
}
