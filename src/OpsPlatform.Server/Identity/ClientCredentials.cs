using System.Text;

namespace OpsPlatform.Server.Identity;

/// <summary>What a client proves itself with: HTTP Basic (RFC 6749 section 2.3.1) or the form, never both.</summary>
internal sealed record ClientCredentials(string ClientId, string Secret)
{
    private const string BasicScheme = "Basic ";

    /// <returns>The credentials, or what is wrong with them.</returns>
    public static (ClientCredentials? Credentials, TokenError? Error) Read(HttpRequest request, TokenForm form) => request.Headers.Authorization.Count switch
    {
        0 => FromForm(form),
        1 => FromBasic(request.Headers.Authorization.ToString(), form),
        _ => (null, TokenError.InvalidRequest("There are several Authorization headers. Send one.")),
    };

    private static (ClientCredentials?, TokenError?) FromForm(TokenForm form) =>
        form["client_id"] is { } clientId && form["client_secret"] is { } secret
            ? (new(clientId, secret), null)
            : (null, TokenError.Unauthenticated("The client did not authenticate. Send client_id and client_secret, by HTTP Basic or in the form."));

    private static (ClientCredentials?, TokenError?) FromBasic(string header, TokenForm form)
    {
        if (form["client_secret"] is not null)
            return (null, TokenError.InvalidRequest("The client authenticates twice. Send the secret by HTTP Basic or in the form, not both."));
        if (Parse(header) is not { } credentials)
            return (null, TokenError.Unauthenticated("The Authorization header is malformed. It is `Basic` and the base64 form of client_id:client_secret, each form-urlencoded."));
        return form["client_id"] is { } clientId && clientId != credentials.ClientId
            ? (null, TokenError.InvalidRequest("The form's client_id is another one than that of the Authorization header. Leave it out of the form."))
            : (credentials, null);
    }

    private static ClientCredentials? Parse(string header)
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
