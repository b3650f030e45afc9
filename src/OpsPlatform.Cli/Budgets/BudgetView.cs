using System.CommandLine;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Budgets;

/// <summary>A command that reads more than one answer of a budget, or of one line of it.</summary>
internal abstract class BudgetView : RequestCommand
{
    private readonly RequestForm<GetBudgetRequest> _form;
    private readonly Option<string?> _line = new("--line") { Description = "Only this line. Default: all of the budget.", HelpName = "line" };

    protected BudgetView(string name, string description, params string[] examples)
        : base(name, description, examples)
    {
        _form = new RequestForm<GetBudgetRequest>(this, [new("name", "The budget.")]);
        Add(_line);
    }

    internal override IMessage Request(Invocation invocation) => _form.Read(invocation);

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (request, line) = (_form.Read(invocation), invocation.Line.GetValue(_line) ?? "");
        using var client = invocation.Connect();
        var budget = await client.Budgets.GetBudgetAsync(request, cancellationToken: cancellation);
        if (line.Length > 0 && budget.Lines.All(one => one.LineId != line))
        {
            throw Failure.Usage(
                $"The budget has no line '{line}', but {string.Join(", ", budget.Lines.Select(one => one.LineId))}.",
                $"预算没有“{line}”这一行；可选：{string.Join("、", budget.Lines.Select(one => one.LineId))}。");
        }

        await ShowAsync(invocation, client, budget, line, cancellation);
    }

    /// <param name="line">Empty for all of the budget.</param>
    protected abstract Task ShowAsync(Invocation invocation, OpsPlatformClient client, Budget budget, string line, CancellationToken cancellation);

    protected static async Task<List<BudgetDay>> DaysAsync(OpsPlatformClient client, Budget budget, string line, CancellationToken cancellation) =>
        await client.Budgets.EnumerateBudgetDaysAsync(new ListBudgetDaysRequest { Parent = budget.Name, PageSize = 1000, Filter = line.Length > 0 ? $"line = \"{line}\"" : "" }, cancellationToken: cancellation).ToListAsync(cancellation);
}
