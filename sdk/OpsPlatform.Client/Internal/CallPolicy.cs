using Microsoft.Extensions.Logging;

namespace OpsPlatform.Client.Internal;

/// <summary>What all calls of a client have in common.</summary>
internal sealed record CallPolicy(TokenCache Tokens, Backoff Backoff, ErrorReader Errors, CallHeaders Headers, TimeSpan Timeout, TimeProvider Time, ILogger Log)
{
    /// <summary>When a call without a deadline of its own must be answered; null for never.</summary>
    public DateTime? DefaultDeadline => Timeout == System.Threading.Timeout.InfiniteTimeSpan ? null : Time.GetUtcNow().UtcDateTime + Timeout;
}
