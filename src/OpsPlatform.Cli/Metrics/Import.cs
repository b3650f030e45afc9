using System.CommandLine;
using CsvHelper;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using Spectre.Console;

namespace OpsPlatform.Cli.Metrics;

/// <summary>Rows that fail do not hold up the others. What is interrupted goes on at the line that it names.</summary>
internal sealed class Import : RequestCommand
{
    private const int MostShown = 20;

    private readonly Argument<string> _file = new("file") { Description = "A CSV with the columns account, metric, date, value (or amount: money in whole units), source, capture_time, currency_code. - reads the standard input." };
    private readonly Option<MetricValue.Types.Source?> _source = new("--source")
    {
        Description = "Where the values are from, for a file without the column source.",
        HelpName = string.Join('|', EnumNames.Short(MetricValue.Descriptor.FindFieldByName("source").EnumType)),
        CustomParser = given => (MetricValue.Types.Source)FieldValue.Parse(MetricValue.Descriptor.FindFieldByName("source"), "--source", given.Tokens[0].Value),
    };

    private readonly Option<long> _fromLine = new("--from-line") { Description = "Pass over what comes before this line of the file.", HelpName = "number", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _failures = new("--failures") { Description = "Write the rows that failed, with the reason, into this CSV.", HelpName = "file" };
    private readonly RequestForm<ImportMetricsRequest> _form;

    internal Import()
        : base(
            "import",
            "Record the values of a file. Rows that fail are told, and do not hold up the others.",
            "ops metrics import values.csv --source export",
            "ops metrics import values.csv --from-line 480002 --failures failed.csv")
    {
        Add(_file);
        Add(_source);
        Add(_fromLine);
        Add(_failures);
        _form = new RequestForm<ImportMetricsRequest>(this, [new("parent", "The workspace.")], isMany: true);
    }

    internal override IMessage Request(Invocation invocation) => _form.Read(invocation);

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var request = _form.Read(invocation);
        using var client = invocation.Connect();
        await using var file = Opened(invocation.Line.GetRequiredValue(_file));
        var rows = new MetricRows(file, invocation.Workspace, invocation.Line.GetValue(_source) ?? MetricValue.Types.Source.Unspecified);
        var run = new ImportRun(rows, invocation.Line.GetValue(_fromLine));
        try
        {
            await ShownAsync(invocation, file, progress => run.RunAsync(client, request, () => progress(rows.BytesRead), cancellation));
        }
        catch (Exception e) when (e is OpsPlatformException or OperationCanceledException or Failure)
        {
            Report(invocation, run);
            if (run.LastLine > 0)
            {
                invocation.Note(
                    $"All up to line {run.LastLine} was handled. To go on: the same command with --from-line {run.LastLine + 1}.",
                    $"第 {run.LastLine} 行及之前已处理。继续导入：以 --from-line {run.LastLine + 1} 重新运行同一命令。");
            }

            throw;
        }

        Report(invocation, run);
        if (run.Failures.Count > 0)
            throw new Failure(ExitCode.Failed, "ROWS_FAILED", new Sentence($"{run.Failures.Count} of {run.Count} rows were not stored; the others are.", $"{run.Count} 行中有 {run.Failures.Count} 行未存储，其余已存储。"));
        if (request.ValidateOnly)
            invocation.Note("Nothing was written: --validate-only shows what would be.", "未写入任何内容：--validate-only 仅显示预期结果。");
    }

    private static Stream Opened(string path)
    {
        try
        {
            return path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure.Usage($"The file cannot be read: {e.Message}", $"无法读取文件：{e.Message}");
        }
    }

    /// <summary>With a bar, where a person looks on.</summary>
    private static Task ShownAsync(Invocation invocation, Stream file, Func<Action<long>, Task> run) => !invocation.Terminal.CanPrompt || !file.CanSeek
        ? run(_ => { })
        : invocation.Terminal.Console(invocation.Terminal.Error).Progress().Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("", maxValue: Math.Max(1, file.Length));
            await run(bytes => task.Value = bytes);
            task.Value = task.MaxValue;
        });

    private void Report(Invocation invocation, ImportRun run)
    {
        if (invocation.Line.GetValue(_failures) is { } path)
        {
            Write(path, invocation.Language, run.Failures);
        }
        else
        {
            foreach (var failure in run.Failures.Take(MostShown))
                invocation.Note($"line {failure.Line}: {failure.In(invocation.Language)}", $"第 {failure.Line} 行：{failure.In(invocation.Language)}");
            if (run.Failures.Count > MostShown)
                invocation.Note($"and {run.Failures.Count - MostShown} more: --failures FILE writes all of them.", $"另有 {run.Failures.Count - MostShown} 行：可用 --failures FILE 写出全部。");
        }

        invocation.Output.Show(new Struct
        {
            Fields =
            {
                ["rows"] = Value.ForNumber(run.Count),
                ["recorded"] = Value.ForNumber(run.Recorded),
                ["corrected"] = Value.ForNumber(run.Corrected),
                ["unchanged"] = Value.ForNumber(run.Unchanged),
                ["failed"] = Value.ForNumber(run.Failures.Count),
            },
        });
    }

    private static void Write(string path, string language, IEnumerable<ImportFailure> failures)
    {
        using var writer = CsvWriter.Create(File.Create(path));
        foreach (var record in failures.Select(failure => failure.Record(language)).Prepend(["line", "account", "metric", "date", "reason", "message"]))
        {
            foreach (var text in record)
                writer.WriteField(text);
            writer.EndRecord();
        }
    }
}
