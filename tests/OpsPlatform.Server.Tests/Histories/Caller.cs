using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>One of several who call at once: does one planned thing after another, and notes each attempt and its outcome.</summary>
/// <param name="name">For the reader of a history.</param>
/// <param name="ways">The clients by which it reaches the servers, the usual one first, for a resource of the given name.</param>
internal sealed class Caller(string name, History history, Func<string, IReadOnlyList<ApiClient>> ways)
{
    /// <summary>A platform that has not answered by then has not come back.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, string> _etags = [];

    /// <param name="before">What happens before a call: the troubles that are due.</param>
    public async Task RunAsync(IEnumerable<PlannedCall> calls, Func<Task> before)
    {
        foreach (var call in calls)
        {
            await before();
            await RunAsync(call);
        }
    }

    public async Task RunAsync(PlannedCall call)
    {
        var request = WithEtag(call);
        switch (call.Habit)
        {
            case Habit.Leaves:
                if (!await AttemptAsync(request, 0, TimeSpan.FromMilliseconds(call.Moment)))
                    await UntilAnsweredAsync(request, 1);
                break;
            case Habit.SendsTwice:
                await Task.WhenAll(UntilAnsweredAsync(request, 0), UntilAnsweredAsync(request, 1));
                break;
            case Habit.Repeats:
                await UntilAnsweredAsync(request, 0);
                await UntilAnsweredAsync(request, 1);
                break;
            case Habit.Reuses:
                await UntilAnsweredAsync(request, 0);
                await UntilAnsweredAsync(Other(request), 0);
                break;
            default:
                await UntilAnsweredAsync(request, 0);
                break;
        }
    }

    /// <summary>Reads until it is answered.</summary>
    public async Task<IMessage> ReadAsync(IMessage request)
    {
        IMessage? answer = null;
        await UntilAsync(request, async () => (answer = (await SendAsync(request, 0, _patience)).Answer) is not null);
        return answer!;
    }

    private Task UntilAnsweredAsync(IMessage request, int way) => UntilAsync(request, () => AttemptAsync(request, way, _patience));

    private async Task UntilAsync(IMessage request, Func<Task<bool>> attempt)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await attempt())
        {
            if (Stopwatch.GetElapsedTime(started) > _patience)
                throw new TimeoutException($"{name} was not answered: {request}");
            await Task.Delay(_pause);
        }
    }

    private async Task<bool> AttemptAsync(IMessage request, int way, TimeSpan patience) => (await SendAsync(request, way, patience)).IsKnown;

    private async Task<(bool IsKnown, IMessage? Answer)> SendAsync(IMessage request, int way, TimeSpan patience)
    {
        var clients = ways(Target(request));
        var client = clients[way % clients.Count];
        var method = Rpc.All.Single(method => method.InputType == request.Descriptor);
        using var leave = new CancellationTokenSource(patience);
        var call = history.Begin($"{name} at server {way % clients.Count}", client.ClientId, request);
        try
        {
            using var sent = client.Invoker.Call(method, request, new CallOptions(cancellationToken: leave.Token).WithWaitForReady());
            var answer = await sent;
            history.End(call, answer, (await sent.ResponseHeadersAsync).GetValue("x-ops-replayed") == "true");
            See(answer);
            return (true, answer);
        }
        catch (RpcException e) when (e.Trailers.GetValueBytes("grpc-status-details-bin") is null)
        {
            // The connection broke, or the caller left before an answer.
            call.IsVain = !method.Writes();
            return (false, null);
        }
        catch (RpcException e)
        {
            var error = RpcError.Of(e);
            var nothingStored = error.Reason is "STORE_UNAVAILABLE" or "STORE_BUSY" or "CONCURRENT_CHANGE";
            if (nothingStored || error.Reason is "OUTCOME_UNKNOWN" or "CALL_CANCELLED" or "DEADLINE_PASSED")
            {
                call.IsVain = nothingStored || !method.Writes();
                return (false, null);
            }

            history.End(call, Answers.Of(error));
            return (true, null);
        }
    }

    private void See(IMessage answer)
    {
        if (answer.Descriptor.FindFieldByName("etag") is { } etag)
            _etags[Text(answer, "name")] = (string)etag.Accessor.GetValue(answer);
    }

    private IMessage WithEtag(PlannedCall call)
    {
        var etag = call.Etag switch
        {
            EtagChoice.LastSeen => _etags.GetValueOrDefault(Target(call.Request), ""),
            EtagChoice.Stale => "1",
            _ => "",
        };
        if (etag.Length > 0)
            call.Request.Descriptor.FindFieldByName("etag").Accessor.SetValue(call.Request, etag);
        return call.Request;
    }

    /// <summary>The same but for one field.</summary>
    private static IMessage Other(IMessage request)
    {
        var other = request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        other.Descriptor.FindFieldByName("etag").Accessor.SetValue(other, "another");
        return other;
    }

    private static string Target(IMessage request) => Text(request, request.Descriptor.FindFieldByName("name") is null ? "parent" : "name");

    private static string Text(IMessage message, string field) => (string)message.Descriptor.FindFieldByName(field).Accessor.GetValue(message);
}
