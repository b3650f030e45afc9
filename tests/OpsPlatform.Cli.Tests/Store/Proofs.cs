using System.Text.Json.Nodes;
using Grpc.Core;
using OpsPlatform.Cli.Audit;
using OpsPlatform.Cli.Store;
using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Client.Tests.Events;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Cli.Tests.Store;

/// <summary>`ops store`: from the platform into a file, and from the file to a verdict.</summary>
public sealed class Proofs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ops-store-");
    private readonly SignedHistory _history = SignedHistory.Of(seed: 11, count: 30);

    public void Dispose()
    {
        _history.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_rpc_has_its_command() =>
        EventService.Descriptor.Methods.Select(rpc => rpc.Name switch { "ExportEvents" => "Export", "ListEvents" => "List", "GetEvent" => "Get", var name => name })
            .ShouldBeSubsetOf(new StoreCommand().Subcommands.Concat(new AuditCommand().Subcommands).OfType<RequestCommand>().Select(command => command.GetType().Name));

    [Fact]
    public async Task A_verified_export_shows_what_it_is()
    {
        using var ops = new OpsRun();
        var (file, checkpoint, keys) = (Write("acme.events", _history.File()), Write("c", _history.Checkpoint(20).Jws), Write("k", _history.Jwks));

        (await ops.RunAsync(["store", "verify", file, "--checkpoint", checkpoint, "--jwks", keys])).ShouldBe(ExitCode.Ok, ops.Error);

        ops.Error.ShouldBeEmpty();
        ops.Output.ShouldContain("result          intact");
        ops.Output.ShouldContain("checkpoint      20");
        (await ops.RunAsync(["store", "verify", file, "-o", "json"])).ShouldBe(ExitCode.Ok);
        var json = JsonNode.Parse(ops.Output)!;
        ((string?)json["workspace"], (int)json["events"]!, (string?)json["keys"]).ShouldBe(("workspaces/acme", 30, "of the export"));
        ops.Error.ShouldContain("Without --checkpoint");
    }

    [Fact]
    public async Task A_broken_chain_fails_with_the_first_bad_event_in_both_languages()
    {
        using var edited = _history.Copy();
        edited.Events[6].Actor = "users/somebody-else";
        var (file, one) = (Write("acme.events", edited.File()), edited.Events[6]);
        using var ops = new OpsRun();

        (await ops.RunAsync(["store", "verify", file])).ShouldBe(ExitCode.Failed);
        ops.Output.ShouldBeEmpty();
        ops.Error.ShouldBe($"Event 7 ({one.Stream}, version {one.Version}) was edited or replaced, or an event before it was and its hash was recomputed: what it holds does not give its hash.\n  reason: EVENT_EDITED\n");

        (await ops.RunAsync(["store", "verify", file, "--language", "zh-CN", "-o", "json"])).ShouldBe(ExitCode.Failed);
        var error = JsonNode.Parse(ops.Error)!["error"]!;
        ((string?)error["reason"], (string?)error["metadata"]!["position"], (string?)error["metadata"]!["stream"], (string?)error["metadata"]!["version"])
            .ShouldBe(("EVENT_EDITED", "7", one.Stream, $"{one.Version}"));
        ((string)error["message"]!).ShouldStartWith("事件 7");
    }

    [Theory]
    [InlineData("verify", "{0}/none.events")]
    [InlineData("verify", "{0}/acme.events", "--checkpoint", "{0}/none")]
    [InlineData("verify", "{0}/acme.events", "--jwks", "http://127.0.0.1:1/keys")]
    public async Task What_cannot_be_read_is_told(params string[] args)
    {
        Write("acme.events", _history.File());
        using var ops = new OpsRun();
        (await ops.RunAsync(["store", .. args.Select(arg => string.Format(arg, _folder.FullName))])).ShouldBe(ExitCode.Failed);
        ops.Error.ShouldContain("reason: FILE_UNUSABLE");
    }

    [Fact]
    public async Task Keys_are_not_taken_over_a_line_that_others_can_write_to()
    {
        using var ops = new OpsRun();
        (await ops.RunAsync(["store", "verify", Write("acme.events", _history.File()), "--jwks", "http://ops.example.com/keys"])).ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task An_export_appears_when_it_is_whole()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var path = Path.Combine(_folder.FullName, "acme.events");
        platform.OnExport = request =>
        {
            request.ShouldBe(new ExportEventsRequest { Parent = "workspaces/acme", FirstPosition = 5 });
            return Watched(_history.Parts(first: 5), () => File.Exists(path).ShouldBeFalse());
        };
        using var ops = new OpsRun(platform);

        (await ops.RunAsync(["store", "export", path, "--first-position", "5"])).ShouldBe(ExitCode.Ok, ops.Error);

        ops.Output.ShouldContain("workspaces/acme/checkpoints/30");
        _folder.GetFiles().Select(file => file.Name).ShouldBe(["acme.events"]);
        (await ops.RunAsync(["store", "verify", path])).ShouldBe(ExitCode.Ok, ops.Error);
    }

    [Fact]
    public async Task An_export_that_breaks_leaves_the_file_as_it_was()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.OnExport = _ => _history.Parts().Take(3).Concat(_history.Parts().Select<ExportEventsResponse, ExportEventsResponse>(_ => throw new RpcException(new Status(StatusCode.PermissionDenied, "No."))));
        var path = Write("acme.events", [1, 2, 3]);
        using var ops = new OpsRun(platform);

        (await ops.RunAsync(["store", "export", path])).ShouldBe(ExitCode.Failed);

        _folder.GetFiles().Select(file => file.Name).ShouldBe(["acme.events"]);
        File.ReadAllBytes(path).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_checkpoint_as_it_is_shown_in_json_can_be_given_back()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<GetCheckpointRequest>(request => _history.Checkpoint(request.Name == "workspaces/acme/checkpoints/latest" ? 30 : 0));
        using var ops = new OpsRun(platform);
        (await ops.RunAsync("store checkpoint latest -o json")).ShouldBe(ExitCode.Ok, ops.Error);
        var kept = Write("acme.checkpoint", System.Text.Encoding.UTF8.GetBytes(ops.Output));
        (await ops.RunAsync("store checkpoint latest")).ShouldBe(ExitCode.Ok, ops.Error);
        ops.Output.ShouldContain(Convert.ToHexStringLower(_history.Checkpoint(30).Hash.Span));

        (await ops.RunAsync(["store", "verify", Write("acme.events", _history.File()), "--checkpoint", kept])).ShouldBe(ExitCode.Ok, ops.Error);
    }

    private string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static IEnumerable<ExportEventsResponse> Watched(IEnumerable<ExportEventsResponse> parts, Action watch)
    {
        foreach (var part in parts)
        {
            watch();
            yield return part;
        }
    }
}
