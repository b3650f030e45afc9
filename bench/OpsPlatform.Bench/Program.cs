using System.CommandLine;
using OpsPlatform.Bench;
using OpsPlatform.Bench.Abuse;
using OpsPlatform.Bench.Baselines;
using OpsPlatform.Bench.Budgets;
using OpsPlatform.Bench.Growth;
using OpsPlatform.Bench.Metrics;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Bench.Words;

var node = new Option<DirectoryInfo>("--node") { Required = true, Description = "The folder that describes the server and its database." };
var beside = new Option<DirectoryInfo>("--beside") { Required = true, Description = "The same of the server that has a small database." };
var server = new Option<FileInfo>("--server") { Required = true, Description = "The server's program, to be started." };
var pgbench = new Option<FileInfo>("--pgbench") { Required = true, Description = "The pgbench program." };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 5, Description = "How long each side of a comparison is measured in each round." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "How often each comparison is repeated." };
var loadAverage = new Option<double?>("--load-average") { Description = "The machine's load average before anything was started, for the report." };
var memoryMinutes = new Option<double>("--memory") { DefaultValueFactory = _ => 2, Description = "For how many minutes the server's memory is watched under load." };

var serveEmpty = new Command(EmptyServer.Verb, "Answers GetBudget with the message on its standard input, until that ends.");
serveEmpty.SetAction((_, cancellation) => EmptyServer.RunAsync(cancellation));

var attack = new Argument<int>("attack") { Description = "Which of the attacks." };
var address = new Argument<string>("address") { Description = "The server's address." };
var runAttack = new Command(Attacker.Verb, "Attacks a server, until its standard input ends.") { attack, address };
runAttack.SetAction((given, _) => Attacker.RunAsync(Attack.All[given.GetValue(attack)], new Uri(given.GetRequiredValue(address))));

var fill = new Command("fill", "Writes a history into the node's empty database.") { node };
fill.SetAction((given, cancellation) => FillAsync(new Node(given.GetRequiredValue(node)), cancellation));

var fillBudget = new Command("fill-budget", "Writes one large budget into the node's empty database.") { node };
fillBudget.SetAction((given, cancellation) => FillBudgetAsync(new Node(given.GetRequiredValue(node)), cancellation));

var measure = new Command("measure", "Measures a node, each figure beside its baseline.") { node, memoryMinutes, pgbench, seconds, rounds, loadAverage };
measure.SetAction((given, cancellation) => ReportAsync(settings =>
    Run.MeasureAsync(settings, new Node(given.GetRequiredValue(node)), TimeSpan.FromMinutes(given.GetValue(memoryMinutes)), cancellation), given));

var growth = new Command("growth", "Measures a node with a long history beside one with a short one.") { node, beside, server, pgbench, seconds, rounds, loadAverage };
growth.SetAction((given, cancellation) => ReportAsync(settings =>
    GrowthRun.MeasureAsync(settings, new Node(given.GetRequiredValue(node)), new Node(given.GetRequiredValue(beside)), given.GetRequiredValue(server), cancellation), given));

var abuse = new Command("abuse", "Measures how a neighbour fares beside an attacker.") { node, pgbench, seconds, rounds, loadAverage };
abuse.SetAction((given, cancellation) => ReportAsync(settings => AbuseRun.MeasureAsync(settings, new Node(given.GetRequiredValue(node)), cancellation), given));

var metrics = new Command("metrics", "Measures imports and queries of measured values.") { node, pgbench, seconds, rounds, loadAverage };
metrics.SetAction((given, cancellation) => ReportAsync(settings => MetricsRun.MeasureAsync(settings, new Node(given.GetRequiredValue(node)), cancellation), given));

var budgets = new Command("budgets", "Measures a large budget, and what is done to many holds at once.") { node, pgbench, seconds, rounds, loadAverage };
budgets.SetAction((given, cancellation) => ReportAsync(settings => BudgetsRun.MeasureAsync(settings, new Node(given.GetRequiredValue(node)), cancellation), given));

var words = new Command("words", "Measures how fast the words of a list are found in a text.") { loadAverage };
words.SetAction(given => Console.Out.Write(WordsRun.Measure(given.GetValue(loadAverage))));

var command = new RootCommand("Measures the platform. bench/run.sh starts everything that it takes.") { serveEmpty, runAttack, fill, fillBudget, measure, growth, abuse, metrics, budgets, words };
var parsed = command.Parse(args);
var status = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : status;

async Task<int> ReportAsync(Func<Settings, Task<string>> measureAsync, ParseResult given)
{
    var settings = new Settings(given.GetRequiredValue(pgbench), TimeSpan.FromSeconds(given.GetValue(seconds)), given.GetValue(rounds), given.GetValue(loadAverage));
    try
    {
        await Console.Out.WriteAsync(await measureAsync(settings));
        return 0;
    }
    catch (WorthlessRunException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
}

static async Task<int> FillAsync(Node node, CancellationToken cancellation)
{
    await HistoryWriter.FillAsync(node.Database, node.History.Workspaces(), cancellation);
    return 0;
}

static async Task<int> FillBudgetAsync(Node node, CancellationToken cancellation)
{
    await HistoryWriter.FillAsync(node.Database, [LargeBudget.Of(node.History.Events)], cancellation);
    return 0;
}
