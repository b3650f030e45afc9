using System.CommandLine;
using OpsPlatform.Cli.Audiences;
using OpsPlatform.Cli.Benchmarks;
using OpsPlatform.Cli.Evaluations;
using OpsPlatform.Cli.FunnelModels;
using OpsPlatform.Cli.Goals;
using OpsPlatform.Cli.KpiSets;
using OpsPlatform.Cli.LifecycleModels;
using OpsPlatform.Cli.Metrics;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Tests.Metrics;

/// <summary>The protos grow; what the command line does not offer yet is seen here.</summary>
public sealed class Coverage
{
    [Fact]
    public void Every_rpc_has_its_command()
    {
        Command[] nouns = [new MetricsCommand(), new KpiSetsCommand(), new FunnelModelsCommand(), new BenchmarksCommand(), new AudiencesCommand(), new LifecycleModelsCommand(), new GoalsCommand(), new EvaluationsCommand()];
        var sent = nouns.SelectMany(noun => noun.Subcommands).Select(command => command.GetType().BaseType!.GetGenericArguments().FirstOrDefault()?.Name).ToHashSet();

        // A stream is no request.
        foreach (var rpc in MetricService.Descriptor.Methods.Where(rpc => !rpc.IsClientStreaming))
            sent.ShouldContain(rpc.InputType.Name);
    }
}
