using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Alerts.V1;
using OpsPlatform.Cli.Incidents;

namespace OpsPlatform.Cli.Tests.Alerts;

public sealed class Coverage
{
    /// <summary>Fields that are typed as a name, filled from the fields of a message, or seen to by the listing itself.</summary>
    private static readonly string[] WithoutOption = ["name", "parent", "incident_id", "incident", "page_size", "page_token"];

    [Fact]
    public void Every_rpc_has_its_command_and_every_field_of_its_request_an_option()
    {
        var commands = new IncidentsCommand().Subcommands.ToDictionary(command => command.GetType().BaseType!.GetGenericArguments()[0].Name);
        commands.Keys.ShouldBe(RiskService.Descriptor.Methods.Select(rpc => rpc.InputType.Name), ignoreOrder: true);
        foreach (var rpc in RiskService.Descriptor.Methods)
        {
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(field => !WithoutOption.Contains(field.Name)))
                commands[rpc.InputType.Name].Options.ShouldContain(option => option.Name == $"--{field.Name.Replace('_', '-')}", $"{rpc.Name}.{field.Name}");
        }
    }

    [Fact]
    public void What_is_reported_is_read_as_it_is_typed()
    {
        using var ops = new OpsRun();
        var request = ops.Read<CreateIncidentRequest>("incidents report no-reply --kind customer-message --summary Asks --account main --content tea --occur-time 2026-04-01T12:00:00+08:00 --workspace acme");
        request.RequestId = "";
        request.ShouldBe(new CreateIncidentRequest
        {
            Parent = "workspaces/acme",
            IncidentId = "no-reply",
            Incident = new()
            {
                Kind = Incident.Types.Kind.CustomerMessage,
                Summary = "Asks",
                Account = "workspaces/acme/accounts/main",
                Content = "workspaces/acme/contents/tea",
                OccurTime = new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero).ToTimestamp(),
            },
        });
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" --negative-share-bps 0", true)]
    public void A_share_of_nothing_is_measured_and_none_is_not(string option, bool measured)
    {
        using var ops = new OpsRun();
        ops.Read<ResolveIncidentRequest>($"incidents resolve no-reply --statement Told --workspace acme{option}").HasNegativeShareBps.ShouldBe(measured);
    }
}
