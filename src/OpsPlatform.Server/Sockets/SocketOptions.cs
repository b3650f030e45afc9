using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Sockets;

/// <summary>The section `Sockets` of the configuration: what a peer may take up before it is known who it is.</summary>
internal sealed class SocketOptions
{
    public const string Section = "Sockets";

    /// <summary>Open connections of both endpoints together; one more is closed at once. Each takes a file descriptor.</summary>
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Calls at a time on one connection; clients wait or open another one.</summary>
    public int MaxStreamsPerConnection { get; set; } = 100;

    /// <summary>Names and values of a request's headers together, unpacked. A token of the largest size and a trace fit.</summary>
    public int MaxHeaderBytes { get; set; } = 16 * 1024;

    /// <summary>Headers that are not whole by then end the connection.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection without a call is closed after so long.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A silent HTTP/2 peer is asked after so long whether it is there. Kestrel would not ask, and keep the streams of a dead one for ever.</summary>
    public TimeSpan PingDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A peer that has not answered by then is dead.</summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whoever sends a body, or takes an answer, more slowly than this is cut off.</summary>
    public int MinBytesPerSecond { get; set; } = 240;

    /// <summary>The rate is asked for after so long.</summary>
    public TimeSpan RateGracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest request whose caller has shown no valid token. Its body is read before it can be refused.</summary>
    public int MaxUnknownBodyBytes { get; set; } = 16 * 1024;
}

/// <summary>Refuses to start on limits that would bound nothing, or nobody could live with.</summary>
internal sealed class SocketOptionsValidation : IValidateOptions<SocketOptions>
{
    public ValidateOptionsResult Validate(string? name, SocketOptions options)
    {
        string[] problems =
        [
            .. Problems(nameof(options.MaxConnections), options.MaxConnections, 10, 1_000_000),
            .. Problems(nameof(options.MaxStreamsPerConnection), options.MaxStreamsPerConnection, 1, 1000),
            .. Problems(nameof(options.MaxHeaderBytes), options.MaxHeaderBytes, 8 * 1024, 64 * 1024),
            .. Problems(nameof(options.HeaderTimeout), options.HeaderTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            .. Problems(nameof(options.IdleTimeout), options.IdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            .. Problems(nameof(options.PingDelay), options.PingDelay, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            .. Problems(nameof(options.PingTimeout), options.PingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            .. Problems(nameof(options.MinBytesPerSecond), options.MinBytesPerSecond, 1, 1024 * 1024),
            .. Problems(nameof(options.RateGracePeriod), options.RateGracePeriod, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)),
            .. Problems(nameof(options.MaxUnknownBodyBytes), options.MaxUnknownBodyBytes, 1024, OpsServer.MostMessageBytes),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems<T>(string setting, T given, T least, T most)
        where T : IComparable<T>
    {
        if (given.CompareTo(least) < 0 || given.CompareTo(most) > 0)
            yield return $"{SocketOptions.Section}:{setting} is {given}. It lies between {least} and {most}.";
    }
}
