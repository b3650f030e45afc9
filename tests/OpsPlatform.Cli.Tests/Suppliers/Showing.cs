using Google.Protobuf;
using OpsPlatform.Cli.Output;
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
    [InlineData("quotes compare spring-videos", "quotes.txt")]
    [InlineData("settlements get spring-march", "settlement.txt")]
    [InlineData("suppliers dependencies", "dependencies.txt")]
    public async Task An_answer_is_shown_as_tables_and_bars(string commandLine, string golden)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetSupplierRequest>(_ => Samples.Supplier());
        platform.On<ListSuppliersRequest>(_ => new ListSuppliersResponse { Suppliers = { Samples.Supplier() } });
        platform.On<GetStandingRequest>(_ => Samples.Standing());
        platform.On<SimulateStandingRequest>(_ => Samples.Simulation());
        platform.On<CompareQuotesRequest>(_ => Samples.Comparison());
        platform.On<GetSettlementRequest>(_ => Samples.Settlement());
        platform.On<GetDependencyReportRequest>(_ => Samples.Dependencies());
        using var ops = new OpsRun(platform);
        (await ops.RunAsync(commandLine)).ShouldBe(ExitCode.Ok, ops.Error);
        GoldenFile.ShouldBe(ops.Output, golden);
        ops.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_settlement_in_json_is_one_document()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetSettlementRequest>(_ => Samples.Settlement());
        using var ops = new OpsRun(platform);
        await ops.RunAsync("settlements get spring-march -o json");
        JsonParser.Default.Parse<Settlement>(ops.Output).ShouldBe(Samples.Settlement());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(63, "\u258f")]
    [InlineData(500, "\u2588")]
    [InlineData(750, "\u2588\u258c")]
    [InlineData(20_000, "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588")]
    public void A_bar_is_as_long_as_the_share_to_the_eighth_of_a_cell(int bps, string bar) => Bars.Text(bps).ShouldBe(bar);
}
