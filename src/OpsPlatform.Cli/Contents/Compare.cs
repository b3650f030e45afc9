using Grpc.Core;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;
using Spectre.Console;
using Kind = OpsPlatform.Contents.V1.TextChange.Types.Kind;

namespace OpsPlatform.Cli.Contents;

internal sealed class Compare() : RpcCommand<CompareContentVersionsRequest, CompareContentVersionsResponse>(
    "compare",
    "Show what changed between two versions of a content.",
    [
        new("name", "The content."),
        new("from_version", "The earlier version, from 1.", "from"),
        new("to_version", "The later version. Default: the current one.", "to"),
    ],
    "ops contents compare spring-tea --from 1")
{
    /// <summary>So many lines that stayed are shown before and after a change.</summary>
    private const int Around = 3;

    protected override AsyncUnaryCall<CompareContentVersionsResponse> Call(OpsPlatformClient client, CompareContentVersionsRequest request, CallOptions options) =>
        client.Contents.CompareContentVersionsAsync(request, options);

    protected override void Show(Invocation invocation, CompareContentVersionsRequest request, CompareContentVersionsResponse answer)
    {
        if (invocation.Output is not TableOutput)
        {
            base.Show(invocation, request, answer);
            return;
        }

        var texts = answer.Clone();
        texts.TextChanges.Clear();
        base.Show(invocation, request, texts);
        invocation.Terminal.Output.WriteLine();
        var console = invocation.Terminal.Console(invocation.Terminal.Output);
        foreach (var change in answer.TextChanges)
        {
            foreach (var line in Lines(change))
                console.Write(new Text($"{line}\n", Style(change.Kind)));
        }
    }

    private static List<string> Lines(TextChange change)
    {
        var lines = change.Text.Split('\n').Select(line => $"{Mark(change.Kind)} {Printable.Of(line)}".TrimEnd()).ToList();
        return change.Kind == Kind.Kept && lines.Count > 2 * Around ? [.. lines[..Around], "  …", .. lines[^Around..]] : lines;
    }

    private static char Mark(Kind kind) => kind switch
    {
        Kind.Removed => '-',
        Kind.Added => '+',
        _ => ' ',
    };

    private static Style Style(Kind kind) => kind switch
    {
        Kind.Removed => new Style(Color.Red),
        Kind.Added => new Style(Color.Green),
        _ => Spectre.Console.Style.Plain,
    };
}
