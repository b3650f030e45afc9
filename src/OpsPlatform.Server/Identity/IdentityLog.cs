namespace OpsPlatform.Server.Identity;

/// <summary>All that the token service logs. Never a secret, a token or what a caller sent unasked.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(2000, LogLevel.Information, "Signing key {KeyId} was added; it signs from {SignTime}. Earlier keys revoked: {Revoked}.")]
    public static partial void KeyAdded(this ILogger log, string keyId, DateTimeOffset signTime, bool revoked);

    [LoggerMessage(2001, LogLevel.Warning, "Signing key {KeyId} lies in the database in clear. Whoever reads the database or a backup can sign tokens; set Identity:KeyEncryptionKey and rotate.")]
    public static partial void KeyInClear(this ILogger log, string keyId);

    [LoggerMessage(2002, LogLevel.Information, "Client {ClientId} got a token for {Scope}.")]
    public static partial void TokenIssued(this ILogger log, string clientId, string scope);

    [LoggerMessage(2003, LogLevel.Warning, "No token for client {ClientId} from {Address}: {Problem}.")]
    public static partial void ClientRefused(this ILogger log, string clientId, string address, string problem);

    [LoggerMessage(2004, LogLevel.Warning, "The keys of {Authority} cannot be read; those that were read before stay in use: {Problem}")]
    public static partial void AuthorityUnreachable(this ILogger log, string authority, string problem);

    [LoggerMessage(2005, LogLevel.Information, "Client {ClientId} revoked a token.")]
    public static partial void TokenRevoked(this ILogger log, string clientId);
}
