using System.CommandLine;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Budgets;

namespace OpsPlatform.Cli.Tests.Budgets;

/// <summary>The protos grow; what the command line does not offer yet is seen here.</summary>
public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, filled from the parts of a resource, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "budget_id", "budget", "control", "cost_object", "exchange_rate", "page_size", "page_token", "start_date", "end_date", "standards"];

    [Fact]
    public void Every_rpc_has_its_command() =>
        Commands().Keys.Order().ShouldBe(BudgetService.Descriptor.Methods.Select(rpc => rpc.InputType.Name).Order());

    [Fact]
    public void Every_field_of_a_request_has_its_option()
    {
        foreach (var rpc in BudgetService.Descriptor.Methods)
        {
            var options = Commands()[rpc.InputType.Name].Options;
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
            {
                var name = "--" + field.Name.Replace('_', '-');
                options.ShouldContain(option => name.StartsWith(option.Name), $"{rpc.Name}.{field.Name}");
            }
        }
    }

    /// <summary>By the request that each sends; what draws a picture of several answers is not among them.</summary>
    private static Dictionary<string, Command> Commands() =>
        new BudgetsCommand().Subcommands.Where(command => command.GetType().BaseType!.IsGenericType).ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);
}
