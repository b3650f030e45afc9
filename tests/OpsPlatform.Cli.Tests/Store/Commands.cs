using OpsPlatform.Cli.Store;
using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Projections.V1;

namespace OpsPlatform.Cli.Tests.Store;

public sealed class Commands
{
    [Fact]
    public void Every_rpc_of_projections_has_its_command() =>
        new StoreCommand().Subcommands.OfType<RequestCommand>().Select(command => command.GetType().BaseType!.GetGenericArguments().FirstOrDefault())
            .Where(request => request?.Namespace == typeof(Projection).Namespace).Select(request => request!.Name)
            .ShouldBe(ProjectionService.Descriptor.Methods.Select(rpc => rpc.InputType.Name), ignoreOrder: true);

    [Fact]
    public async Task A_projection_is_rebuilt_and_retried_by_its_short_name()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<RebuildProjectionRequest>(_ => Samples.Following());
        platform.On<RetryProjectionRequest>(_ => Samples.Stopped());
        using var ops = new OpsRun(platform);

        (await ops.RunAsync("store rebuild budget-months --validate-only")).ShouldBe(ExitCode.Ok, ops.Error);
        (await ops.RunAsync("store retry budget-months")).ShouldBe(ExitCode.Ok, ops.Error);

        var rebuild = platform.Requests.First().ShouldBeOfType<RebuildProjectionRequest>();
        (rebuild.Name, rebuild.ValidateOnly).ShouldBe(("workspaces/acme/projections/budget-months", true));
        var retry = platform.Requests.Last().ShouldBeOfType<RetryProjectionRequest>();
        retry.Name.ShouldBe("workspaces/acme/projections/budget-months");
        Guid.TryParse(retry.RequestId, out _).ShouldBeTrue();
        ops.Output.ShouldContain("funds_moved");
    }
}
