using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Cli.Store;

/// <summary>The file appears under its name only when it is whole.</summary>
internal sealed class Export : RequestCommand
{
    private readonly Argument<string> _file = new("file") { Description = "The file to write. It is replaced when the export is whole, and not before." };
    private readonly RequestForm<ExportEventsRequest> _form;

    internal Export()
        : base(
            "export",
            "Write all events of a workspace into a file that can be verified anywhere.",
            "ops store export acme.events",
            "ops store export acme-2.events --workspace acme --first-position 4712")
    {
        Add(_file);
        _form = new RequestForm<ExportEventsRequest>(
            this,
            [new("parent", "The workspace."), new("first_position", "The position to begin at, such as the one after an earlier export's last. Default: 1.")]);
    }

    internal override IMessage Request(Invocation invocation) => _form.Read(invocation);

    internal override async Task RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(invocation.Line.GetRequiredValue(_file));
        var request = _form.Read(invocation);
        using var client = invocation.Connect();
        var checkpoint = await Written(path, file => client.Events.ExportEventsAsync(request, file, cancellationToken: cancellation));
        invocation.Output.Show(new Struct
        {
            Fields =
            {
                ["file"] = Value.ForString(path),
                ["checkpoint"] = Value.ForString(checkpoint.Name),
                ["hash"] = Value.ForString(Convert.ToHexStringLower(checkpoint.Hash.Span)),
            },
        });
    }

    private static async Task<Checkpoint> Written(string path, Func<Stream, Task<Checkpoint>> write)
    {
        var part = $"{path}.part";
        try
        {
            Checkpoint checkpoint;
            await using (var file = File.Create(part))
                checkpoint = await write(file);
            File.Move(part, path, overwrite: true);
            return checkpoint;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCode.Failed, "FILE_UNUSABLE", new Sentence($"The file cannot be written: {e.Message}", $"无法写入文件：{e.Message}"));
        }
        finally
        {
            File.Delete(part);
        }
    }
}
