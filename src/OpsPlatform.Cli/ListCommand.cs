using System.CommandLine;
using Google.Protobuf;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli;

/// <summary>A command that lists: all pages, up to a limit.</summary>
internal abstract class ListCommand<TRequest, TItem> : RequestCommand
    where TRequest : class, IMessage<TRequest>, new()
    where TItem : IMessage<TItem>, new()
{
    private const int LargestPage = 1000;

    private readonly RequestForm<TRequest> _form;
    private readonly Option<int> _limit = new("--limit")
    {
        Description = "Show at most so many. Default: 1000.",
        HelpName = "number",
        DefaultValueFactory = _ => LargestPage,
    };

    protected ListCommand(string name, string description, Field[] fields, params string[] examples)
        : base(name, description, examples)
    {
        _form = new RequestForm<TRequest>(this, fields);
        Add(_limit);
    }

    internal override TRequest Request(Invocation invocation)
    {
        var request = _form.Read(invocation);
        new FieldPath(request.Descriptor, "page_size").Set(request, Math.Min(Limit(invocation), LargestPage));
        return request;
    }

    protected abstract IAsyncEnumerable<TItem> Items(OpsPlatformClient client, TRequest request);

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (request, most) = (Request(invocation), Limit(invocation));
        using var client = invocation.Connect();
        var items = new List<IMessage>();
        var isCut = false;
        await foreach (var item in Items(client, request).WithCancellation(cancellation))
        {
            isCut = items.Count == most;
            if (isCut)
                break;
            items.Add(item);
        }

        invocation.Output.List(items);
        if (isCut)
            invocation.Note($"There are more than these {most}: raise --limit, or narrow with --filter.", $"结果超过 {most} 条：请提高 --limit 或使用 --filter 缩小范围。");
        else if (items.Count == 0)
            invocation.Note("Nothing found.", "未找到任何内容。");
    }

    private int Limit(Invocation invocation) => invocation.Line.GetValue(_limit) is > 0 and var most
        ? most
        : throw Failure.Usage("--limit must be at least 1.", "--limit 至少为 1。");
}
