namespace OpsPlatform.Client;

/// <summary>What proves to the platform who calls. Its text form does not show the token.</summary>
/// <param name="value">The token.</param>
/// <param name="requestTime">When it was asked for.</param>
/// <param name="lifetime">For how long the issuer said it is good.</param>
public sealed class AccessToken(string value, DateTimeOffset requestTime, TimeSpan lifetime)
{
    /// <summary>The token as it is sent after <c>Bearer</c>. Whoever has it can call as this client until it expires.</summary>
    public string Value { get; } = value;

    /// <summary>When the platform stops accepting it.</summary>
    public DateTimeOffset ExpireTime { get; } = requestTime + lifetime;

    /// <summary>From here on a new token is fetched while calls go on with this one.</summary>
    internal DateTimeOffset RenewTime { get; } = requestTime + lifetime - Shorter(lifetime / 4, TimeSpan.FromMinutes(2));

    /// <summary>From here on calls wait for a new token, so that none leaves with one that dies on the way.</summary>
    internal DateTimeOffset LastUseTime { get; } = requestTime + lifetime - Shorter(lifetime / 20, TimeSpan.FromSeconds(10));

    /// <summary>The header that carries it, made once for all calls.</summary>
    internal string Authorization { get; } = $"Bearer {value}";

    /// <inheritdoc/>
    public override string ToString() => $"access token, expires {ExpireTime:O}";

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
