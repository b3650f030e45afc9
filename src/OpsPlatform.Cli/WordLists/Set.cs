using System.CommandLine;
using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.WordLists;

internal sealed class Set : RpcCommand<SetWordListRequest, WordList>
{
    private readonly Option<bool> _fromInput = new("--from-input")
    {
        Description = "Read the words from the standard input: a line '[rule: severity]' begins a group, and each line after it is a word.",
    };

    internal Set()
        : base(
            "set",
            "Add a word list, or change it to exactly this, as a new version.",
            [
                new("name", "The word list."),
                new("display_name", "What people call it."),
                new("groups", "Words by their rule and what follows, again for each: 'Advertising Law:block,words=最佳,words=第一'.", "group"),
            ],
            "ops word-lists set advertising-law --display-name 'Advertising Law' --group 'Article 9:block,words=最佳,words=国家级'",
            "ops word-lists set advertising-law --display-name 'Advertising Law' --from-input < words.txt") => Add(_fromInput);

    protected override AsyncUnaryCall<WordList> Call(OpsPlatformClient client, SetWordListRequest request, CallOptions options) =>
        client.Contents.SetWordListAsync(request, options);

    internal override SetWordListRequest Request(Invocation invocation)
    {
        var request = base.Request(invocation);
        if (!invocation.Line.GetValue(_fromInput))
            return request;
        while (invocation.Terminal.Input.ReadLine()?.Trim() is { } line)
        {
            if (line is ['[', .. var head, ']'] && head.LastIndexOf(':') is var colon and > 0)
                request.Groups.Add(new WordGroup { Rule = head[..colon].Trim(), Severity = ReadSeverity(head[(colon + 1)..].Trim()) });
            else if (line.Length > 0)
                Last(request, line).Words.Add(line);
        }

        return request;
    }

    private static Severity ReadSeverity(string text) =>
        (Severity)FieldValue.Parse(WordGroup.Descriptor.FindFieldByName("severity"), "--from-input", text);

    private static WordGroup Last(SetWordListRequest request, string line) => request.Groups.Count > 0
        ? request.Groups[^1]
        : throw Failure.Usage($"The words begin with a line such as [Advertising Law: block], not with '{line}'.", $"词表须以 [广告法: block] 这样的行开头，而不是“{line}”。");
}
