using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace OpsPlatform.Client.Internal;

/// <summary>Everything that the client logs itself, numbered. No message holds a secret, a token or the content of a request.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} failed with {Code} {Reason} and is sent again in {DelayMs:0} ms, after attempt {Attempt}")]
    public static partial void SendingAgain(ILogger log, string method, StatusCode code, string reason, double delayMs, int attempt);

    [LoggerMessage(2, LogLevel.Information, "{Method} was refused for its access token; it is sent again with a new one")]
    public static partial void TokenRejected(ILogger log, string method);

    [LoggerMessage(3, LogLevel.Debug, "New access token, expires {ExpireTime:O}")]
    public static partial void TokenRenewed(ILogger log, DateTimeOffset expireTime);

    [LoggerMessage(4, LogLevel.Warning, "No new access token: {Problem}")]
    public static partial void TokenNotRenewed(ILogger log, string problem);
}
