using Grpc.Core;

namespace OpsPlatform.Server.Pipeline;

/// <summary>A caller's stream, each message of which is looked at before the rpc sees it.</summary>
internal sealed class CheckedStream<T>(IAsyncStreamReader<T> requests, Func<T, CancellationToken, ValueTask> check) : IAsyncStreamReader<T>
{
    public T Current => requests.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await requests.MoveNext(cancellationToken))
            return false;
        await check(requests.Current, cancellationToken);
        return true;
    }
}
