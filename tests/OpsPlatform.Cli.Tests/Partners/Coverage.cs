using System.CommandLine;
using OpsPlatform.Cli.Clients;
using OpsPlatform.Cli.Grants;
using OpsPlatform.Cli.Partners;
using OpsPlatform.Cli.Quotas;
using OpsPlatform.Cli.Roles;
using OpsPlatform.Cli.Workspaces;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Cli.Tests.Partners;

public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, filled from the fields of a resource, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "workspace_id", "workspace", "partner_id", "partner", "client_id", "client", "page_size", "page_token"];

    [Fact]
    public void Every_rpc_has_its_command_and_every_field_of_its_request_an_option()
    {
        Command[] nouns = [new WorkspacesCommand(), new PartnersCommand(), new ClientsCommand(), new GrantsCommand(), new QuotasCommand(), new RolesCommand()];
        var commands = nouns.SelectMany(noun => noun.Subcommands).ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);
        // `ops whoami` asks for the caller.
        var rpcs = PartnerService.Descriptor.Methods.Where(rpc => rpc.Name != "GetCaller").ToList();
        commands.Keys.ShouldBe(rpcs.Select(rpc => rpc.InputType.Name), ignoreOrder: true);
        foreach (var rpc in rpcs)
        {
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
                commands[rpc.InputType.Name].Options.ShouldContain(option => $"--{field.Name.Replace('_', '-')}".StartsWith(option.Name), $"{rpc.Name}.{field.Name}");
        }
    }
}
