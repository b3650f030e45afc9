namespace OpsPlatform.Client;

/// <summary>What proves to the platform who calls. Its text form does not show the token.</summary>
public sealed class AccessToken
{
    /// <param name="value">The token.</param>
    /// <param name="requestTime">When it was asked for.</param>
    /// <param name="lifetime">For how long the issuer said it is good.</param>
    internal AccessToken(string value, DateTimeOffset requestTime, TimeSpan lifetime)
    {
        Value = value;
        ExpireTime = requestTime + lifetime;
        RenewTime = ExpireTime - Shorter(lifetime / 4, TimeSpan.FromMinutes(2));
        LastUseTime = ExpireTime - Shorter(lifetime / 20, TimeSpan.FromSeconds(10));
    }

    /// <summary>The token as it is sent after <c>Bearer</c>. Whoever has it can call as this client until it expires.</summary>
    public string Value { get; }

    /// <summary>When the platform stops accepting it.</summary>
    public DateTimeOffset ExpireTime { get; }

    /// <summary>From here on a new token is fetched while calls go on with this one.</summary>
    internal DateTimeOffset RenewTime { get; }

    /// <summary>From here on calls wait for a new token, so that none leaves with one that dies on the way.</summary>
    internal DateTimeOffset LastUseTime { get; }

    /// <inheritdoc/>
    public override string ToString() => $"access token, expires {ExpireTime:O}";

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
