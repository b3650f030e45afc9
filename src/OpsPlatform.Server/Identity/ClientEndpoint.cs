using Microsoft.Net.Http.Headers;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Identity;

/// <summary>What the endpoints have in common to which clients post forms: how they are read, who may ask, and what fails how.</summary>
internal abstract class ClientEndpoint(ClientAuthentication authentication)
{
    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers[HeaderNames.Pragma] = "no-cache";
        try
        {
            return await ReadAsync(http);
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

    /// <summary>What is wrong with a form, whoever sends it.</summary>
    protected abstract TokenError? ProblemOf(TokenForm form);

    protected abstract Task<IResult> AnswerAsync(AuthenticatedClient client, TokenForm form, CancellationToken cancellation);

    private async Task<IResult> ReadAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            return new TokenError("invalid_request", "Ask by POST.", StatusCodes.Status405MethodNotAllowed);
        }

        var (form, malformed) = await TokenForm.ReadAsync(http.Request, http.RequestAborted);
        if (form is null)
            return malformed!;
        if (ProblemOf(form) is { } problem)
            return problem;
        var (client, refused) = await authentication.AuthenticateAsync(http, form);
        return client is null ? refused! : await AnswerAsync(client, form, http.RequestAborted);
    }
}
