using System.CommandLine;
using OpsPlatform.Bench;
using OpsPlatform.Bench.Baselines;

var address = new Option<string>("--address") { Required = true, Description = "The platform's gRPC endpoint." };
var tokenEndpoint = new Option<string>("--token-endpoint") { Required = true, Description = "Its token endpoint." };
var secrets = new Option<DirectoryInfo>("--secrets") { Required = true, Description = "The folder with the secrets of bench-ops and bench-approver." };
var database = new Option<string>("--database") { DefaultValueFactory = _ => Environment.GetEnvironmentVariable("OPS_DATABASE") ?? "", Description = "The platform's database; by default OPS_DATABASE." };
var pgbench = new Option<FileInfo>("--pgbench") { Required = true, Description = "The pgbench program." };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 5, Description = "How long each side of a comparison is measured in each round." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "How often each comparison is repeated." };
var loadAverage = new Option<double?>("--load-average") { Description = "The machine's load average before anything was started, for the report." };

var serveEmpty = new Command(EmptyServer.Verb, "Answers GetBudget with the message on its standard input, until that ends.");
serveEmpty.SetAction((_, cancellation) => EmptyServer.RunAsync(cancellation));

var command = new RootCommand("Measures a running platform, each figure beside its baseline. bench/run.sh starts everything that it takes.")
{
    address, tokenEndpoint, secrets, database, pgbench, seconds, rounds, loadAverage, serveEmpty,
};
command.SetAction(async (given, cancellation) =>
{
    var settings = new Settings(
        given.GetRequiredValue(address), given.GetRequiredValue(tokenEndpoint), given.GetRequiredValue(secrets), given.GetRequiredValue(database),
        given.GetRequiredValue(pgbench), TimeSpan.FromSeconds(given.GetValue(seconds)), given.GetValue(rounds), given.GetValue(loadAverage));
    try
    {
        await Console.Out.WriteAsync(await Run.MeasureAsync(settings, cancellation));
        return 0;
    }
    catch (WorthlessRunException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
});

var parsed = command.Parse(args);
var status = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : status;
