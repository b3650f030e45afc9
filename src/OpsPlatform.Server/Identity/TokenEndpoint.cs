using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Identity;

/// <summary>`/connect/token`: access tokens for clients that prove who they are (RFC 6749 section 4.4).</summary>
internal sealed class TokenEndpoint(
    Clients clients, KnownClients knownClients, AccessControl access, ClientSecrets secrets, AccessTokens tokens, IOptions<IdentityOptions> options, ILogger<TokenEndpoint> log)
{
    private const string Unknown = "it does not exist";

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
        if (await secrets.VerifyAsync(await clients.HashesAsync(client, cancellation), credentials.Secret, cancellation) is not { } verified)
            return TokenError.Unavailable;
        var known = verified ? await knownClients.FindAsync(credentials.ClientId, cancellation) : null;
        if (known is not { Problem: null })
            return Refuse(http, credentials, client is null ? Unknown : verified ? known?.Problem ?? Unknown : "its secret is wrong");
        return await IssueAsync(credentials.ClientId, known, form["scope"], cancellation);
    }

    private TokenError Refuse(HttpContext http, ClientCredentials credentials, string problem)
    {
        // An unknown id may be anything, even a secret that was sent in the wrong place.
        log.ClientRefused(problem == Unknown ? "(unknown)" : credentials.ClientId, $"{http.Connection.RemoteIpAddress}", problem);
        return TokenError.InvalidClient;
    }

    private async Task<IResult> IssueAsync(string clientId, KnownClient client, string? asked, CancellationToken cancellation)
    {
        // A token without a scope of its own is not narrowed: what is granted later, it can do, too.
        var scopes = asked is null ? PermissionSet.Everything : new PermissionSet(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (asked is not null && !(scopes.All(PermissionSet.IsPermission) && await access.CouldAsync(client, scopes, cancellation)))
            return new TokenError("invalid_scope", "The scope asks for permissions that the client was not granted. Leave it out to get all that were.");

        var scope = scopes.ToString();
        var token = await tokens.IssueAsync(clientId, scope, cancellation);
        log.TokenIssued(clientId, scope);
        return new TokenAnswer(token, "Bearer", (long)options.Value.TokenLifetime.TotalSeconds, scope);
    }
}
