using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Store;

/// <summary>Asks no platform: whoever has the file can check it.</summary>
internal sealed class Verify : OpsCommand
{
    private readonly Argument<string> _file = new("file") { Description = "What 'ops store export' wrote." };
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "A file with a checkpoint that was handed out earlier, as 'ops store checkpoint -o json' shows it, or its jws alone.", HelpName = "file" };
    private readonly Option<string?> _keys = new("--jwks") { Description = "The platform's keys: a file, or the address https://ops.example.com/.well-known/checkpoint-jwks. Default: those in the export.", HelpName = "file|url" };

    internal Verify()
        : base(
            "verify",
            "Check an export without a connection: find what was edited, removed, moved or cut off.",
            "ops store verify acme.events",
            "ops store verify acme.events --checkpoint acme.checkpoint --jwks https://ops.example.com/.well-known/checkpoint-jwks")
    {
        Add(_file);
        Add(_checkpoint);
        Add(_keys);
    }

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var report = await CheckAsync(invocation, cancellation);
        if (report.Fault is { } fault)
            throw Broken(fault);
        invocation.Output.Show(Facts(report));
        if (report.Uncompared.Count > 0)
            invocation.Note(
                $"Newer than this ops, their hashes fit, their JSON was not compared: {Types(report)}.",
                $"以下事件类型比此 ops 更新，哈希相符，但未比较其 JSON：{Types(report)}。");
        if (report.GivenCheckpointPosition is null)
            invocation.Note(
                "Without --checkpoint, a history that was rewritten as a whole by whoever runs the platform cannot be told from the true one.",
                "未提供 --checkpoint：若平台运营者重写了整个历史，将无法与真实历史区分。");
        else if (report.HasOwnKeys)
            invocation.Note("The keys are the export's own: take the platform's with --jwks.", "所用密钥来自导出文件本身：请用 --jwks 提供平台的密钥。");
    }

    private async Task<EventChainReport> CheckAsync(Invocation invocation, CancellationToken cancellation)
    {
        try
        {
            var checkpoint = invocation.Line.GetValue(_checkpoint) is { } kept ? await File.ReadAllTextAsync(kept, cancellation) : null;
            var keys = invocation.Line.GetValue(_keys) is { } place ? await KeysAsync(place, cancellation) : null;
            await using var file = File.OpenRead(invocation.Line.GetRequiredValue(_file));
            return EventChain.Verify(file, checkpoint, keys, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            throw new Failure(ExitCode.Failed, "FILE_UNUSABLE", new Sentence($"It cannot be read: {e.Message}", $"无法读取：{e.Message}"));
        }
    }

    /// <summary>Keys that came over a line that others can write to are nobody's.</summary>
    private static async Task<string> KeysAsync(string place, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return await File.ReadAllTextAsync(place, cancellation);
        if (address.Scheme == "http" && !address.IsLoopback)
            throw Failure.Usage("--jwks takes an https address; http only on this machine.", "--jwks 须为 https 地址；http 仅限本机。");
        using var http = new HttpClient();
        return await http.GetStringAsync(address, cancellation);
    }

    private static Failure Broken(EventChainFault fault) =>
        new(ExitCode.Failed, Reason(fault.Kind), new Sentence(fault.Explain("en"), fault.Explain("zh-CN")))
        {
            Facts = new Dictionary<string, string> { ["position"] = $"{fault.Position}", ["stream"] = fault.Stream, ["version"] = $"{fault.Version}" },
        };

    /// <summary>`OutOfOrder` is EVENT_OUT_OF_ORDER to scripts.</summary>
    private static string Reason(EventChainFaultKind kind)
    {
        var name = string.Concat(kind.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}")).ToUpperInvariant();
        return kind is EventChainFaultKind.Edited or EventChainFaultKind.JsonEdited or EventChainFaultKind.Missing or EventChainFaultKind.OutOfOrder or EventChainFaultKind.Repeated
            ? $"EVENT_{name}"
            : name;
    }

    private static string Types(EventChainReport report) => string.Join(", ", report.Uncompared.Select(type => $"{type.Key} ({type.Value})"));

    private static Struct Facts(EventChainReport report) => new()
    {
        Fields =
        {
            ["workspace"] = Value.ForString(report.Workspace),
            ["result"] = Value.ForString("intact"),
            ["events"] = Value.ForNumber(report.EventCount),
            ["streams"] = Value.ForNumber(report.StreamCount),
            ["firstPosition"] = Value.ForNumber(report.FirstPosition),
            ["lastPosition"] = Value.ForNumber(report.LastPosition),
            ["hash"] = Value.ForString(report.HeadHash),
            ["signTime"] = Value.ForString(report.SignTime!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null)),
            ["checkpoint"] = report.GivenCheckpointPosition is { } position ? Value.ForNumber(position) : Value.ForString("none given"),
            ["keys"] = Value.ForString(report.HasOwnKeys ? "of the export" : "given"),
        },
    };
}
