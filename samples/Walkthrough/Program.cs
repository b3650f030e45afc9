using System.CommandLine;
using System.Text;
using Walkthrough;
using Walkthrough.Matrix;

Console.OutputEncoding = Encoding.UTF8;

var demo = new Option<FileInfo>("--demo") { Description = "The demo.json that ./run.sh writes: where the platform is, and the clients of its first workspace." };
var data = new Option<DirectoryInfo>("--data") { Description = "The folder with budgets.csv and purchases.csv.", DefaultValueFactory = _ => new(Path.Combine(AppContext.BaseDirectory, "wechat-year-plan")) };
var concurrency = new Option<int>("--concurrency") { Description = "How many purchases are imported at once, 1 to 256.", DefaultValueFactory = _ => 16 };
concurrency.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() is < 1 or > 256)
        given.AddError("--concurrency takes a number from 1 to 256.");
});

var values = new Option<FileInfo?>("--write-values") { Description = "Only write the values of the matrix into this CSV, for `ops metrics import`." };

var command = new RootCommand("Imports a year of purchases through the client, shows where the money went, and checks it against the ledger.") { demo, data, concurrency, values };
command.Validators.Add(given =>
{
    if (given.GetValue(demo) is null && given.GetValue(values) is null)
        given.AddError("Give --demo, or --write-values.");
});
command.SetAction((given, cancellation) => given.GetValue(values) is { } file ? MatrixFile.WriteAsync(file) : Tour.RunAsync(given.GetValue(demo)!, given.GetRequiredValue(data), given.GetValue(concurrency), cancellation));

var parsed = command.Parse(args);
var status = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : status;
