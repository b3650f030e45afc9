using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace OpsPlatform.Server.Identity;

/// <summary>A refusal of the token endpoint, as RFC 6749 section 5.2 words it.</summary>
internal sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description,
    [property: JsonIgnore] int Status = StatusCodes.Status400BadRequest,
    [property: JsonIgnore] TimeSpan? Wait = null) : IResult
{
    /// <summary>One answer for an unknown client, a wrong secret or assertion and a disabled client, so that it does not tell them apart.</summary>
    public static TokenError InvalidClient { get; } =
        new("invalid_client", "The client is not known, or its secret or assertion is wrong, or it is disabled. Check client_id and client_secret, or the assertion's key, iss, sub, aud, exp and jti.", StatusCodes.Status401Unauthorized);

    public static TokenError Unauthenticated(string description) => new("invalid_client", description, StatusCodes.Status401Unauthorized);

    public static TokenError InvalidRequest(string description) => new("invalid_request", description);

    public static TokenError Unavailable { get; } =
        new("temporarily_unavailable", "The token service cannot answer now. Try again in a second.", StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(1));

    /// <summary>Also for who has the right secret, so that guessing teaches nothing meanwhile.</summary>
    public static TokenError TooManyFailures(TimeSpan wait) =>
        new("temporarily_unavailable", "Authentication has failed too often from this address. Check client_id and secret or key, and try again later.", StatusCodes.Status429TooManyRequests, wait);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (Status == StatusCodes.Status401Unauthorized)
            headers[HeaderNames.WWWAuthenticate] = "Basic realm=\"opsplatform\", charset=\"UTF-8\"";
        if (Wait is { } wait)
            headers[HeaderNames.RetryAfter] = $"{Math.Ceiling(wait.TotalSeconds)}";
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(this, IdentityJson.Default.TokenError);
    }
}

/// <summary>A successful answer of the token endpoint.</summary>
/// <param name="ExpiresIn">In seconds.</param>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] long ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsJsonAsync(this, IdentityJson.Default.TokenAnswer);
}
