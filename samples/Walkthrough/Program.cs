using System.CommandLine;
using System.Text;
using Walkthrough;

Console.OutputEncoding = Encoding.UTF8;

var demo = new Option<FileInfo>("--demo") { Required = true, Description = "The demo.json that ./run.sh writes: where the platform is, and the clients of its first workspace." };
var data = new Option<DirectoryInfo>("--data") { Description = "The folder with budgets.csv and purchases.csv.", DefaultValueFactory = _ => new(Path.Combine(AppContext.BaseDirectory, "wechat-year-plan")) };
var concurrency = new Option<int>("--concurrency") { Description = "How many purchases are imported at once, 1 to 256.", DefaultValueFactory = _ => 16 };
concurrency.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() is < 1 or > 256)
        given.AddError("--concurrency takes a number from 1 to 256.");
});

var command = new RootCommand("Imports a year of purchases through the client, shows where the money went, and checks it against the ledger.") { demo, data, concurrency };
command.SetAction((given, cancellation) => Tour.RunAsync(given.GetRequiredValue(demo), given.GetRequiredValue(data), given.GetValue(concurrency), cancellation));

var parsed = command.Parse(args);
var status = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : status;
