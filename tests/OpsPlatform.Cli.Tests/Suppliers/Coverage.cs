using System.CommandLine;
using OpsPlatform.Cli.Agreements;
using OpsPlatform.Cli.Orders;
using OpsPlatform.Cli.Quotes;
using OpsPlatform.Cli.Scorecards;
using OpsPlatform.Cli.Settlements;
using OpsPlatform.Cli.Suppliers;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Tests.Suppliers;

public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, filled from the fields of a message, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "supplier_id", "supplier", "quote_request_id", "quote_request", "offer", "sealed_offer", "agreement_id", "agreement", "order_id", "order", "start_date", "end_date", "page_size", "page_token"];

    private static readonly Command[] Nouns = [new SuppliersCommand(), new ScorecardsCommand(), new QuotesCommand(), new AgreementsCommand(), new OrdersCommand(), new SettlementsCommand()];

    [Fact]
    public void Every_rpc_has_its_command_and_every_field_of_its_request_an_option()
    {
        var commands = Nouns.SelectMany(noun => noun.Subcommands).ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);
        commands.Keys.ShouldBe(SupplierService.Descriptor.Methods.Select(rpc => rpc.InputType.Name), ignoreOrder: true);
        foreach (var rpc in SupplierService.Descriptor.Methods)
        {
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
                commands[rpc.InputType.Name].Options.ShouldContain(option => $"--{field.Name.Replace('_', '-')}".StartsWith(option.Name) || field.Name == "criteria" && option.Name == "--criterion", $"{rpc.Name}.{field.Name}");
        }
    }
}
