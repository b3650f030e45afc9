namespace OpsPlatform.Server.Identity;

/// <summary>Who makes a call. What they may do where is told by <see cref="AccessControl"/>.</summary>
/// <param name="ClientId">The client that the access token was issued to.</param>
/// <param name="Principal">Who acts through the client: the token's subject, which is the client itself unless an outside issuer knows better.</param>
/// <param name="Client">What is known of the client.</param>
/// <param name="Scopes">What the token narrows its grants to.</param>
/// <param name="TokenId">The `jti` of the token; empty when it has none, or the platform itself calls for somebody.</param>
/// <param name="IssueTime">When the token was issued.</param>
internal sealed record Caller(string ClientId, string Principal, KnownClient Client, PermissionSet Scopes, string TokenId, DateTimeOffset IssueTime);
