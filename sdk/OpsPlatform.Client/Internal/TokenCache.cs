using Microsoft.Extensions.Logging;

namespace OpsPlatform.Client.Internal;

/// <summary>
/// Keeps one access token for all calls. However many calls need a new one, it is asked for once; while the old one is still good,
/// nobody waits for it.
/// </summary>
internal sealed class TokenCache(Func<CancellationToken, Task<AccessToken>> request, TimeProvider time, ILogger log) : IDisposable
{
    // While an old token is still good, a token service that fails is left alone for so long.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private AccessToken? _token;
    private Task<AccessToken>? _renewal;
    private DateTimeOffset _pauseEnd = DateTimeOffset.MinValue;

    public ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = Volatile.Read(ref _token);
        if (token is not null && now < token.RenewTime)
            return new(token);
        if (token is null || now >= token.LastUseTime)
            return new(Renewal().WaitAsync(cancellationToken));
        if (now >= _pauseEnd)
            _ = Renewal();
        return new(token);
    }

    /// <summary>The platform has rejected this token: the next call gets another.</summary>
    public void Forget(AccessToken token) => Interlocked.CompareExchange(ref _token, null, token);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private Task<AccessToken> Renewal()
    {
        lock (_gate)
        {
            // Whoever came to the lock behind the call that has just renewed finds its token.
            if (Volatile.Read(ref _token) is { } token && time.GetUtcNow() < token.RenewTime)
                return Task.FromResult(token);
            if (_renewal is null or { IsCompleted: true })
            {
                _renewal = Task.Run(() => RenewAsync(_stopping.Token));
                Observe(_renewal);
            }

            return _renewal;
        }
    }

    private async Task<AccessToken> RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await request(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _token, token);
            ClientLog.TokenRenewed(log, token.ExpireTime);
            return token;
        }
        catch (Exception e)
        {
            _pauseEnd = time.GetUtcNow() + PauseAfterFailure;
            ClientLog.TokenNotRenewed(log, e.Message);
            throw;
        }
    }

    // All calls that waited for it may have been cancelled.
    private static void Observe(Task task) =>
        _ = task.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
