using System.Security.Cryptography;
using Grpc.Core;

namespace OpsPlatform.Client.Internal;

/// <summary>Decides whether a failed call is sent again, and after how long.</summary>
internal sealed class Backoff(RetryOptions retry)
{
    private readonly int _maxAttempts = retry.MaxAttempts;
    private readonly TimeSpan _initialDelay = retry.InitialDelay;
    private readonly TimeSpan _maxDelay = retry.MaxDelay;

    /// <summary>The wait before the next attempt; null to give up.</summary>
    public TimeSpan? DelayAfter(int attempt, OpsPlatformException failure)
    {
        if (attempt >= _maxAttempts || !MayPass(failure))
            return null;
        if (((failure.InnerException as RpcException)?.Trailers.GetValue("grpc-retry-pushback-ms")) is { } pushback)
            return int.TryParse(pushback, out var ms) && ms >= 0 ? TimeSpan.FromMilliseconds(ms) : null;
        return (failure.RetryDelay ?? TimeSpan.Zero) + Jittered(_initialDelay * Math.Pow(2, attempt - 1));
    }

    // A passed deadline is not among them: it was the deadline of all attempts together.
    private static bool MayPass(OpsPlatformException failure) => failure.StatusCode switch
    {
        StatusCode.Unavailable => true,
        StatusCode.Aborted or StatusCode.ResourceExhausted => failure.RetryDelay is not null,
        _ => false,
    };

    // Half of the wait is random, so that clients that failed together do not come back together.
    private TimeSpan Jittered(TimeSpan delay) =>
        (delay < _maxDelay ? delay : _maxDelay) * (RandomNumberGenerator.GetInt32(500, 1001) / 1000.0);
}
