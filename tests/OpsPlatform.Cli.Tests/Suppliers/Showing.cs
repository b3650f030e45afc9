using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Tests.Suppliers;

/// <summary>What suppliers look like in a terminal.</summary>
public sealed class Showing
{
    [Theory]
    [InlineData("suppliers get starlight", "supplier.txt")]
    [InlineData("suppliers list", "suppliers.txt")]
    [InlineData("suppliers standing starlight", "standing.txt")]
    [InlineData("suppliers simulate --criterion quality:7000 --criterion delivery:3000", "simulation.txt")]
    public async Task An_answer_is_shown_as_tables_and_bars(string commandLine, string golden)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetSupplierRequest>(_ => Samples.Supplier());
        platform.On<ListSuppliersRequest>(_ => new ListSuppliersResponse { Suppliers = { Samples.Supplier() } });
        platform.On<GetStandingRequest>(_ => Samples.Standing());
        platform.On<SimulateStandingRequest>(_ => Samples.Simulation());
        using var ops = new OpsRun(platform);
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Ok, ops.Error);
        GoldenFile.ShouldBe(ops.Output, golden);
        ops.Error.ShouldBeEmpty();
    }
}
