using System.CommandLine;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Campaigns;
using OpsPlatform.Cli.Experiments;
using OpsPlatform.Cli.KnowledgeChanges;
using OpsPlatform.Cli.Lessons;
using OpsPlatform.Cli.PlanTemplates;

namespace OpsPlatform.Cli.Tests.Campaigns;

public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, filled from the fields of a message, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "campaign_id", "campaign", "calendar", "waived_codes", "experiment_id", "lesson_id", "lesson", "experiment", "rollout_bps", "page_size", "page_token"];

    [Fact]
    public void Every_rpc_has_its_command_and_every_field_of_its_request_an_option()
    {
        Command[] nouns = [new CampaignsCommand(), new PlanTemplatesCommand(), new ExperimentsCommand(), new LessonsCommand(), new KnowledgeChangesCommand()];
        var commands = nouns.SelectMany(noun => noun.Subcommands).ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);

        commands.Keys.ShouldBe(CampaignService.Descriptor.Methods.Select(rpc => rpc.InputType.Name), ignoreOrder: true);
        foreach (var rpc in CampaignService.Descriptor.Methods)
        {
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
                commands[rpc.InputType.Name].Options.ShouldContain(option => $"--{field.Name.Replace('_', '-')}".StartsWith(option.Name), $"{rpc.Name}.{field.Name}");
        }
    }
}
