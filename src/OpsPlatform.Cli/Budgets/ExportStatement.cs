using System.CommandLine;
using System.Text;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

/// <summary>The ledger as CSV, or all of a budget as a page that opens offline and prints.</summary>
internal sealed class ExportStatement : RequestCommand
{
    private const int DefaultEntries = 1000;
    private const int LargestPage = 1000;

    private readonly RequestForm<GetBudgetRequest> _form;
    private readonly Option<string> _format = new Option<string>("--format") { Description = "csv: the ledger, a line for each entry. html: one page with charts. Default: csv.", DefaultValueFactory = _ => "csv" }.AcceptOnlyFromAmong("csv", "html");
    private readonly Option<string?> _file = new("--file") { Description = "Write into this file. Default: the standard output.", HelpName = "file" };
    private readonly Option<int> _limit = new("--limit") { Description = "At most so many entries, the newest. Default: 1000.", HelpName = "number", DefaultValueFactory = _ => DefaultEntries };

    internal ExportStatement()
        : base(
            "export",
            "Write a budget's statement.",
            "ops budgets statement export q4-2026 --format html --file q4-2026.html",
            "ops budgets statement export q4-2026 --format csv --limit 100000 > q4-2026.csv")
    {
        _form = new RequestForm<GetBudgetRequest>(this, [new("name", "The budget.")]);
        Add(_format);
        Add(_file);
        Add(_limit);
    }

    internal override IMessage Request(Invocation invocation) => _form.Read(invocation);

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (request, most) = (_form.Read(invocation), invocation.Line.GetValue(_limit));
        if (most < 1)
            throw Failure.Usage("--limit must be at least 1.", "--limit 至少为 1。");
        using var client = invocation.Connect();
        var budget = await client.Budgets.GetBudgetAsync(request, cancellationToken: cancellation);
        var newest = new ListEntriesRequest { Parent = budget.Name, PageSize = Math.Min(most + 1, LargestPage), OrderBy = "post_time desc" };
        var entries = await client.Budgets.EnumerateEntriesAsync(newest, cancellationToken: cancellation).Take(most + 1).ToListAsync(cancellation);
        var isCut = entries.Count > most;
        entries = [.. entries.Take(most).Reverse()];

        var text = invocation.Line.GetValue(_format) == "html" ? await PageAsync(invocation, client, budget, entries, isCut, cancellation) : Csv(entries);
        await WriteAsync(invocation, text, cancellation);
        if (isCut)
            invocation.Note($"There are more entries than these {most}, the newest: raise --limit.", $"账目超过 {most} 条，仅含最新部分：请提高 --limit。");
    }

    private static string Csv(IReadOnlyList<LedgerEntry> entries)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new CsvOutput(text).List(entries);
        return $"{text}";
    }

    private static async Task<string> PageAsync(Invocation invocation, OpsPlatformClient client, Budget budget, IReadOnlyList<LedgerEntry> entries, bool isCut, CancellationToken cancellation)
    {
        var days = await client.Budgets.EnumerateBudgetDaysAsync(new ListBudgetDaysRequest { Parent = budget.Name, PageSize = LargestPage }, cancellationToken: cancellation).ToListAsync(cancellation);
        var forecast = await client.Budgets.GetForecastAsync(new GetForecastRequest { Name = budget.Name }, cancellationToken: cancellation);
        var steps = AllocationStep.Of(await AllocationStep.EntriesAsync(client, budget.Name, "", cancellation));
        return new StatementPage(invocation.Language, budget, forecast, new BudgetCurve(budget, days), days, steps).Write(entries, isCut);
    }

    private async Task WriteAsync(Invocation invocation, string text, CancellationToken cancellation)
    {
        if (invocation.Line.GetValue(_file) is not { } path)
        {
            await invocation.Terminal.Output.WriteAsync(text.AsMemory(), cancellation);
            return;
        }

        try
        {
            await File.WriteAllTextAsync(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure.Usage($"'{path}' cannot be written: {e.Message}", $"无法写入“{path}”：{e.Message}");
        }
    }
}
