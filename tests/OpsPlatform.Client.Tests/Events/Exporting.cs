using Grpc.Core;
using OpsPlatform.Client.Tests.Scripted;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Client.Tests.Events;

/// <summary>How an export comes into a file over a network that breaks.</summary>
public sealed class Exporting : IAsyncDisposable
{
    private readonly SignedHistory _history = SignedHistory.Of(seed: 5, count: 50);
    private readonly Queue<Func<ExportEventsRequest, IEnumerable<ExportEventsResponse>>> _script = new();
    private ScriptedPlatform? _platform;

    public async ValueTask DisposeAsync()
    {
        _history.Dispose();
        if (_platform is not null)
            await _platform.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_that_breaks_goes_on_where_it_broke()
    {
        _script.Enqueue(_ => Broken(_history.Parts().Take(3)));
        _script.Enqueue(_ => Broken([]));
        _script.Enqueue(request => _history.Parts((int)request.FirstPosition));

        var (file, requests) = await ExportAsync();

        requests.ShouldBe([0, 15, 15]);
        SignedHistory.Verify(file).Fault.ShouldBeNull();
        SignedHistory.Verify(file).EventCount.ShouldBe(50);
    }

    [Fact]
    public async Task A_refusal_ends_it_and_what_was_written_is_no_export()
    {
        _script.Enqueue(_ => Broken(_history.Parts().Take(3), StatusCode.PermissionDenied));
        using var file = new MemoryStream();
        await Should.ThrowAsync<OpsPlatformException>(() => ExportAsync(file));
        SignedHistory.Verify(file.ToArray()).Fault.ShouldNotBeNull().Kind.ShouldBe(EventChainFaultKind.Truncated);
    }

    [Fact]
    public async Task It_gives_up_after_five_failures_that_brought_nothing()
    {
        for (var i = 0; i < 5; i++)
            _script.Enqueue(_ => Broken([]));
        using var file = new MemoryStream();
        (await Should.ThrowAsync<OpsPlatformException>(() => ExportAsync(file))).StatusCode.ShouldBe(StatusCode.Unavailable);
        _script.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_ends_without_its_end_is_an_error()
    {
        _script.Enqueue(_ => _history.Parts().SkipLast(1));
        using var file = new MemoryStream();
        await Should.ThrowAsync<InvalidDataException>(() => ExportAsync(file));
    }

    private async Task<(byte[] File, List<long> Requests)> ExportAsync()
    {
        using var file = new MemoryStream();
        var requests = await ExportAsync(file);
        return (file.ToArray(), requests);
    }

    private async Task<List<long>> ExportAsync(Stream file)
    {
        _platform = await ScriptedPlatform.StartAsync();
        var requests = new List<long>();
        _platform.OnExport = request =>
        {
            requests.Add(request.FirstPosition);
            return _script.Dequeue()(request);
        };
        await using var client = _platform.Client();
        var checkpoint = await client.Events.ExportEventsAsync(new ExportEventsRequest { Parent = SignedHistory.Workspace }, file);
        checkpoint.Position.ShouldBe(50);
        return requests;
    }

    private static IEnumerable<ExportEventsResponse> Broken(IEnumerable<ExportEventsResponse> parts, StatusCode code = StatusCode.Unavailable)
    {
        foreach (var part in parts)
            yield return part;
        throw Refused.With(code, "EXPORT_INTERRUPTED");
    }
}
