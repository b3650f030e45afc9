using System.CommandLine;
using OpsPlatform.Cli.Persons;
using OpsPlatform.Persons.V1;

namespace OpsPlatform.Cli.Tests.Persons;

public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "page_size", "page_token"];

    [Fact]
    public void Every_rpc_has_its_command_and_every_field_of_its_request_an_option()
    {
        var commands = new PersonsCommand().Subcommands.ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);
        commands.Keys.ShouldBe(PersonService.Descriptor.Methods.Select(rpc => rpc.InputType.Name), ignoreOrder: true);
        foreach (var rpc in PersonService.Descriptor.Methods)
        {
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
                commands[rpc.InputType.Name].Options.ShouldContain(option => option.Name == $"--{field.Name.Replace('_', '-')}", $"{rpc.Name}.{field.Name}");
        }
    }

    [Fact]
    public void Reveal_takes_everything_the_request_has()
    {
        using var ops = new OpsRun();
        var request = ops.Read<RevealPersonRequest>("persons reveal --workspace acme --resource workspaces/acme/budgets/q4/reservations/r1 --purpose to-call-back --validate-only");
        Guid.TryParse(request.RequestId, out _).ShouldBeTrue();
        request.RequestId = "";
        request.ShouldBe(new RevealPersonRequest { Parent = "workspaces/acme", Resource = "workspaces/acme/budgets/q4/reservations/r1", Purpose = "to-call-back", ValidateOnly = true });
    }
}
