using System.CommandLine;
using OpsPlatform.Cli.Erasures;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Cli.Tests.Erasures;

public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "page_size", "page_token"];

    [Fact]
    public void Every_rpc_has_its_command_and_every_field_of_its_request_an_option()
    {
        var commands = new ErasuresCommand().Subcommands.ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);
        commands.Keys.ShouldBe(ErasureService.Descriptor.Methods.Select(rpc => rpc.InputType.Name), ignoreOrder: true);
        foreach (var rpc in ErasureService.Descriptor.Methods)
        {
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
                commands[rpc.InputType.Name].Options.ShouldContain(option => $"--{field.Name.Replace('_', '-')}".StartsWith(option.Name), $"{rpc.Name}.{field.Name}");
        }
    }

    [Fact]
    public void Create_takes_everything_the_request_has()
    {
        using var ops = new OpsRun();
        var request = ops.Read<CreateErasureRequest>("erasures create --workspace acme --subject e-1042 --reason consent-withdrawn --erasure-id request-7 --validate-only");
        Guid.TryParse(request.RequestId, out _).ShouldBeTrue();
        request.RequestId = "";
        request.ShouldBe(new CreateErasureRequest { Parent = "workspaces/acme", SubjectId = "e-1042", Reason = Erasure.Types.Reason.ConsentWithdrawn, ErasureId = "request-7", ValidateOnly = true });
    }
}
