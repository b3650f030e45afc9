using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Client;

namespace Walkthrough.Import;

/// <summary>Awaits writes and counts them.</summary>
internal sealed class Calls
{
    private int _sent;
    private int _replayed;

    public int Sent => _sent;

    /// <summary>How many had happened before, and did not happen again.</summary>
    public int Replayed => _replayed;

    public async Task<T> AnswerAsync<T>(AsyncUnaryCall<T> call)
    {
        using var sent = call;
        Interlocked.Increment(ref _sent);
        var answer = await sent;
        if (sent.WasReplayed())
            Interlocked.Increment(ref _replayed);
        return answer;
    }

    /// <summary>
    /// What a call makes, or what it made long ago. The platform remembers request ids for 30 days and names for ever: after that the
    /// same call finds its own work under the name that it chose.
    /// </summary>
    public async Task<T> MadeOrFoundAsync<T>(AsyncUnaryCall<T> make, Func<AsyncUnaryCall<T>> find)
    {
        try
        {
            return await AnswerAsync(make);
        }
        catch (OpsPlatformException e) when (e.Reason == ErrorReason.ResourceAlreadyExists)
        {
            Interlocked.Increment(ref _replayed);
            return await find();
        }
    }
}
