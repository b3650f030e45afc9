using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OpsPlatform.EventStore;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>`/connect/token`: access tokens for clients that prove who they are (RFC 6749 section 4.4).</summary>
internal sealed class TokenEndpoint(Clients clients, ClientSecrets secrets, AccessTokens tokens, IOptions<IdentityOptions> options, ILogger<TokenEndpoint> log)
{
    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers[HeaderNames.Pragma] = "no-cache";
        try
        {
            return await AnswerAsync(http, http.RequestAborted);
        }
        catch (StoreUnavailableException)
        {
            return TokenError.Unavailable;
        }
        catch (BadHttpRequestException e)
        {
            return new TokenError("invalid_request", "The request could not be read to its end. Send it again, whole and without long pauses.", e.StatusCode);
        }
    }

    private async Task<IResult> AnswerAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            return new TokenError("invalid_request", "Ask for a token by POST.", StatusCodes.Status405MethodNotAllowed);
        }

        var (form, formError) = await TokenForm.ReadAsync(http.Request, cancellation);
        if (form is null)
            return formError!;
        if (form["grant_type"] is not { } grantType)
            return TokenError.InvalidRequest("grant_type is missing. Send grant_type=client_credentials.");
        if (grantType != "client_credentials")
            return new TokenError("unsupported_grant_type", "Only grant_type=client_credentials is supported.");
        var (credentials, credentialsError) = ClientCredentials.Read(http.Request, form);
        if (credentials is null)
            return credentialsError!;

        var client = await clients.FindAsync(credentials.ClientId, cancellation);
        if (await secrets.VerifyAsync(client, credentials.Secret, cancellation) is not { } verified)
            return TokenError.Unavailable;
        if (client is null || !verified || client.Disabled)
            return Refuse(http, client, credentials);
        return await IssueAsync(client, form["scope"], cancellation);
    }

    private TokenError Refuse(HttpContext http, Client? client, ClientCredentials credentials)
    {
        // An unknown id may be anything, even a secret that was sent in the wrong place.
        var problem = client is null ? "it does not exist" : client.Disabled ? "it is disabled" : "its secret is wrong";
        log.ClientRefused(client is null ? "(unknown)" : credentials.ClientId, $"{http.Connection.RemoteIpAddress}", problem);
        return TokenError.InvalidClient;
    }

    private async Task<IResult> IssueAsync(Client client, string? asked, CancellationToken cancellation)
    {
        var granted = new PermissionSet(client.Grants.SelectMany(grant => grant.Permissions));
        var scopes = new PermissionSet(asked?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [.. granted]);
        if (!scopes.All(scope => PermissionSet.IsPermission(scope) && granted.Covers(scope)))
            return new TokenError("invalid_scope", "The scope asks for permissions that the client was not granted. Leave it out to get all that were.");

        var scope = scopes.ToString();
        var token = await tokens.IssueAsync(client.ClientId, scope, cancellation);
        log.TokenIssued(client.ClientId, scope);
        return new TokenAnswer(token, "Bearer", (long)options.Value.TokenLifetime.TotalSeconds, scope);
    }
}
