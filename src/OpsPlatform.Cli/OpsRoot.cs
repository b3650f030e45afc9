using System.CommandLine;
using System.CommandLine.Help;
using OpsPlatform.Cli.Accounts;
using OpsPlatform.Cli.Agreements;
using OpsPlatform.Cli.Approvals;
using OpsPlatform.Cli.Audiences;
using OpsPlatform.Cli.Audit;
using OpsPlatform.Cli.Benchmarks;
using OpsPlatform.Cli.Budgets;
using OpsPlatform.Cli.Campaigns;
using OpsPlatform.Cli.Clients;
using OpsPlatform.Cli.Contents;
using OpsPlatform.Cli.Erasures;
using OpsPlatform.Cli.Evaluations;
using OpsPlatform.Cli.Experiments;
using OpsPlatform.Cli.FunnelModels;
using OpsPlatform.Cli.Goals;
using OpsPlatform.Cli.Grants;
using OpsPlatform.Cli.Incidents;
using OpsPlatform.Cli.KnowledgeChanges;
using OpsPlatform.Cli.KpiSets;
using OpsPlatform.Cli.Lessons;
using OpsPlatform.Cli.LifecycleModels;
using OpsPlatform.Cli.Metrics;
using OpsPlatform.Cli.Orders;
using OpsPlatform.Cli.Partners;
using OpsPlatform.Cli.Persons;
using OpsPlatform.Cli.PlanTemplates;
using OpsPlatform.Cli.Platforms;
using OpsPlatform.Cli.Policies;
using OpsPlatform.Cli.Profiles;
using OpsPlatform.Cli.Quotas;
using OpsPlatform.Cli.Quotes;
using OpsPlatform.Cli.ReviewChains;
using OpsPlatform.Cli.Roles;
using OpsPlatform.Cli.Scorecards;
using OpsPlatform.Cli.Settlements;
using OpsPlatform.Cli.Store;
using OpsPlatform.Cli.Suppliers;
using OpsPlatform.Cli.WordLists;
using OpsPlatform.Cli.Workspaces;

namespace OpsPlatform.Cli;

/// <summary>`ops` itself: its commands by what they are for.</summary>
internal sealed class OpsRoot : RootCommand
{
    internal const string Program = "ops";

    internal OpsRoot()
        : base("The command line of OpsPlatform: runs brand accounts on social platforms over its API.")
    {
        Groups =
        [
            ("Resources",
            [
                new AccountsCommand(),
                new PlatformsCommand(),
                new MetricsCommand(),
                new BudgetsCommand(),
                new SuppliersCommand(),
                new ScorecardsCommand(),
                new ErasuresCommand(),
                new PersonsCommand(),
                new CampaignsCommand(),
                new KpiSetsCommand(),
                new FunnelModelsCommand(),
                new QuotesCommand(),
                new AgreementsCommand(),
                new OrdersCommand(),
                new SettlementsCommand(),
                new ContentsCommand(),
                new ReviewChainsCommand(),
                new WordListsCommand(),
                new BenchmarksCommand(),
                new AudiencesCommand(),
                new GoalsCommand(),
                new EvaluationsCommand(),
                new LifecycleModelsCommand(),
                new PlanTemplatesCommand(),
                new ExperimentsCommand(),
                new LessonsCommand(),
                new KnowledgeChangesCommand(),
                new IncidentsCommand(),
            ]),
            ("Administration", [new WorkspacesCommand(), new PartnersCommand(), new ClientsCommand(), new GrantsCommand(), new QuotasCommand(), new RolesCommand(), new Permissions(), new PoliciesCommand(), new ApprovalsCommand()]),
            ("Operation", [new AuditCommand(), new StoreCommand()]),
            ("Access", [new Login(), new Whoami(), new ProfilesCommand()]),
            ("About ops", [new Version(), new Completion()]),
        ];
        foreach (var command in Groups.SelectMany(group => group.Commands))
            Add(command);

        Options.Remove(Options.OfType<VersionOption>().Single());
        foreach (var option in GlobalOptions.Create())
            Add(option);
        var help = Options.OfType<HelpOption>().Single();
        help.Description = "Show what a command does and takes, with examples.";
        help.Action = new Help(this);
    }

    internal IReadOnlyList<(string Title, IReadOnlyList<Command> Commands)> Groups { get; }

    /// <summary>An `@` begins an account's handle here, not the name of a file with further arguments.</summary>
    internal ParseResult Read(IReadOnlyList<string> args) => Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
}
