namespace OpsPlatform.Client;

/// <summary>When and how often a failed call is sent again.</summary>
/// <remarks>
/// Sent again is a unary call that reads, or that writes with a <c>request_id</c>, after UNAVAILABLE, and after ABORTED and
/// RESOURCE_EXHAUSTED where the server says that waiting helps. A delay that the server asks for is kept to and added to the own one.
/// Nothing is sent again beyond the call's deadline or after its cancellation. Streams are not started
/// again, except by <see cref="MetricImports"/>, which knows what of its own was answered.
/// </remarks>
public sealed class RetryOptions
{
    /// <summary>How often a call is sent at most, the first time included. 1 to 20; 1 sends nothing again. Default 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The wait before the second attempt; it doubles before each further one. A random part of up to half is taken off. 1 ms to 1 minute. Default 100 ms.</summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait, unless the server asks for a longer one. From <see cref="InitialDelay"/> to 10 minutes. Default 5 seconds.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(5);
}
