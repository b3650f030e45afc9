using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Identity;

/// <summary>`/connect/token`: access tokens for clients that prove who they are (RFC 6749 section 4.4).</summary>
internal sealed class TokenEndpoint(ClientAuthentication authentication, AccessControl access, AccessTokens tokens, IOptions<IdentityOptions> options, ILogger<TokenEndpoint> log)
    : ClientEndpoint(authentication)
{
    protected override TokenError? ProblemOf(TokenForm form) => form["grant_type"] switch
    {
        null => TokenError.InvalidRequest("grant_type is missing. Send grant_type=client_credentials."),
        "client_credentials" => null,
        _ => new TokenError("unsupported_grant_type", "Only grant_type=client_credentials is supported."),
    };

    protected override async Task<IResult> AnswerAsync(AuthenticatedClient client, TokenForm form, CancellationToken cancellation)
    {
        // A token without a scope of its own is not narrowed: what is granted later, it can do, too.
        var scopes = form["scope"] is { } asked ? new PermissionSet(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : PermissionSet.Everything;
        if (form["scope"] is not null && !(scopes.All(PermissionSet.IsPermission) && await access.CouldAsync(client.Known, scopes, cancellation)))
            return new TokenError("invalid_scope", "The scope asks for permissions that the client was not granted. Leave it out to get all that were.");

        var scope = scopes.ToString();
        var token = await tokens.IssueAsync(client.Id, scope, cancellation);
        log.TokenIssued(client.Id, scope);
        return new TokenAnswer(token, "Bearer", (long)options.Value.TokenLifetime.TotalSeconds, scope);
    }
}
