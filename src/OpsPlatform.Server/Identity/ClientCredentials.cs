using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OpsPlatform.Server.Identity;

/// <summary>
/// What a client proves itself with: its secret, by HTTP Basic (RFC 6749 section 2.3.1) or in the form, or an assertion that it has
/// signed (RFC 7523 section 2.2); never two of them.
/// </summary>
/// <param name="ClientId">The client that it claims to be.</param>
/// <param name="Secret">Empty when there is an assertion.</param>
internal sealed record ClientCredentials(string ClientId, string Secret, JsonWebToken? Assertion = null)
{
    private const string BasicScheme = "Basic ";
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const int MaxAssertionLength = 8 * 1024;

    private static readonly TokenError Twice = TokenError.InvalidRequest("The client authenticates twice. Send the secret by HTTP Basic or in the form, or a client_assertion, and only one of them.");

    /// <returns>The credentials, or what is wrong with them.</returns>
    public static (ClientCredentials? Credentials, TokenError? Error) Read(HttpRequest request, TokenForm form) => request.Headers.Authorization.Count switch
    {
        0 => form["client_assertion"] is { } assertion ? FromAssertion(assertion, form) : FromForm(form),
        1 => FromBasic(request.Headers.Authorization.ToString(), form),
        _ => (null, TokenError.InvalidRequest("There are several Authorization headers. Send one.")),
    };

    private static (ClientCredentials?, TokenError?) FromForm(TokenForm form) =>
        form["client_id"] is { } clientId && form["client_secret"] is { } secret
            ? (new(clientId, secret), null)
            : (null, TokenError.Unauthenticated("The client did not authenticate. Send client_id and client_secret, by HTTP Basic or in the form, or a client_assertion."));

    private static (ClientCredentials?, TokenError?) FromAssertion(string text, TokenForm form)
    {
        if (form["client_secret"] is not null)
            return (null, Twice);
        if (form["client_assertion_type"] != AssertionType)
            return (null, TokenError.InvalidRequest($"The client_assertion is of another type than is understood. Send client_assertion_type={AssertionType}."));
        if (Parse(text) is not { } assertion || new TokenClaims(assertion).Text(JwtRegisteredClaimNames.Sub) is not { } clientId)
            return (null, TokenError.Unauthenticated("The client_assertion is malformed. It is a signed JWT whose iss and sub are the client_id."));
        return (form["client_id"] ?? clientId) == clientId
            ? (new(clientId, "", assertion), null)
            : (null, TokenError.InvalidRequest("The form's client_id is another one than the sub of the client_assertion. Leave it out of the form."));
    }

    private static (ClientCredentials?, TokenError?) FromBasic(string header, TokenForm form)
    {
        if (form["client_secret"] is not null || form["client_assertion"] is not null)
            return (null, Twice);
        if (ParseBasic(header) is not { } credentials)
            return (null, TokenError.Unauthenticated("The Authorization header is malformed. It is `Basic` and the base64 form of client_id:client_secret, each form-urlencoded."));
        return form["client_id"] is { } clientId && clientId != credentials.ClientId
            ? (null, TokenError.InvalidRequest("The form's client_id is another one than that of the Authorization header. Leave it out of the form."))
            : (credentials, null);
    }

    private static JsonWebToken? Parse(string assertion)
    {
        try
        {
            return assertion.Length <= MaxAssertionLength && new JsonWebToken(assertion) is { IsEncrypted: false, IsSigned: true } parsed ? parsed : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static ClientCredentials? ParseBasic(string header)
    {
        if (!header.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var encoded = header[BasicScheme.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var size))
            return null;
        var text = Encoding.Latin1.GetString(bytes, 0, size);
        return text.IndexOf(':') is var colon and > 0 && FormText.Decode(text.AsSpan(0, colon)) is { } clientId && FormText.Decode(text.AsSpan(colon + 1)) is { Length: > 0 } secret
            ? new(clientId, secret)
            : null;
    }
}
