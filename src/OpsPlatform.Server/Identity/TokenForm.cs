using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace OpsPlatform.Server.Identity;

/// <summary>The parameters of a token request, each given at most once. One without a value counts as not given (RFC 6749 section 3.2).</summary>
internal sealed class TokenForm
{
    private const int MaxBodyBytes = 16 * 1024;

    private readonly Dictionary<string, string> _parameters = [];

    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <returns>The form, or what is wrong with it.</returns>
    public static async Task<(TokenForm? Form, TokenError? Error)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/x-www-form-urlencoded")
            return (null, TokenError.InvalidRequest("Send the parameters as application/x-www-form-urlencoded."));
        if (request.ContentLength > MaxBodyBytes || await ReadBodyAsync(request.Body, cancellation) is not { } body)
            return (null, new TokenError("invalid_request", $"The body is larger than {MaxBodyBytes} bytes, which no token request needs.", StatusCodes.Status413PayloadTooLarge));

        var form = new TokenForm();
        foreach (var pair in new QueryStringEnumerable(Encoding.Latin1.GetString(body)))
        {
            if (FormText.Decode(pair.EncodedName.Span) is not { } name || FormText.Decode(pair.EncodedValue.Span) is not { } value)
                return (null, TokenError.InvalidRequest("The body is not well-formed: a parameter is not percent-encoded UTF-8."));
            if (value.Length > 0 && !form._parameters.TryAdd(name, value))
                return (null, TokenError.InvalidRequest("A parameter is given twice. Give each parameter once."));
        }

        return (form, null);
    }

    /// <summary>Null when there is more than a token request can have.</summary>
    private static async Task<byte[]?> ReadBodyAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[MaxBodyBytes + 1];
        var size = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return size > MaxBodyBytes ? null : buffer[..size];
    }
}
