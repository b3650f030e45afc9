using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Grpc.Core;

namespace OpsPlatform.Client.Internal;

/// <summary>Asks an OAuth 2 token service for access tokens, by client credentials (RFC 6749, section 4.4).</summary>
internal sealed class TokenEndpoint : IDisposable
{
    // RFC 6749 only recommends to say for how long a token is good.
    private static readonly TimeSpan UnstatedLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly Sentences _sentences;
    private readonly TimeProvider _time;
    private readonly string? _authority;
    private readonly bool _allowPlainText;
    private readonly string _clientId;
    private readonly string _clientSecret;
    private readonly AssertionSigner? _signer;
    private readonly Dictionary<string, string> _form = new() { ["grant_type"] = "client_credentials" };
    private string? _endpoint;

    public TokenEndpoint(OpsPlatformClientOptions options, HttpMessageHandler handler, Sentences sentences, TimeProvider time)
    {
        _http = new HttpClient(handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(15), MaxResponseContentBufferSize = 256 * 1024 };
        _sentences = sentences;
        _time = time;
        _endpoint = options.TokenEndpoint;
        _authority = options.Authority?.TrimEnd('/');
        _allowPlainText = options.AllowPlainText;
        _clientId = options.ClientId;
        _clientSecret = options.ClientSecret;
        _signer = options.PrivateKey is { } key ? AssertionSigner.FromPem(key) : null;
        if (options.Scopes.Count > 0)
            _form["scope"] = string.Join(' ', options.Scopes);
    }

    public async Task<AccessToken> RequestAsync(CancellationToken cancellationToken)
    {
        _endpoint ??= await DiscoverAsync(cancellationToken).ConfigureAwait(false);
        var requestTime = _time.GetUtcNow();
        using var content = new FormUrlEncodedContent(_signer is null ? _form : [.. _form, .. Proof(_signer.Sign(_clientId, _endpoint, requestTime))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = content };
        if (_signer is null)
            request.Headers.Authorization = Basic(_clientId, _clientSecret);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return Text(answer, "access_token") is { Length: > 0 } token && string.Equals(Text(answer, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase)
            ? new AccessToken(token, requestTime, Lifetime(answer))
            : throw Unreadable(_endpoint, "no access_token of the type Bearer");
    }

    public void Dispose()
    {
        _http.Dispose();
        _signer?.Dispose();
    }

    private async Task<string> DiscoverAsync(CancellationToken cancellationToken)
    {
        var address = $"{_authority}/.well-known/openid-configuration";
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        // RFC 8414, section 3.3: a document that speaks for another issuer could send the secret anywhere.
        if (Text(answer, "issuer")?.TrimEnd('/') != _authority)
            throw Unreadable(address, $"it speaks for the issuer '{Text(answer, "issuer")}'");
        var endpoint = Text(answer, "token_endpoint") ?? "";
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && OptionsRules.IsSafe(uri, _allowPlainText)
            ? endpoint
            : throw Unreadable(address, $"its token_endpoint '{endpoint}' is no https address");
    }

    private async Task<JsonDocument> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = request.RequestUri!.ToString();
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var answer = Json(body);
            if (response.IsSuccessStatusCode && answer is not null)
                return answer;
            throw Refused(endpoint, response.StatusCode, answer);
        }
        catch (HttpRequestException e)
        {
            throw new OpsPlatformException(_sentences.TokenUnreachable(endpoint, e.GetBaseException().Message.TrimEnd('.')), StatusCode.Unavailable, innerException: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OpsPlatformException(_sentences.TokenUnreachable(endpoint, $"no answer within {_http.Timeout.TotalSeconds} s"), StatusCode.Unavailable, innerException: e);
        }
    }

    private OpsPlatformException Refused(string endpoint, HttpStatusCode status, JsonDocument? answer)
    {
        using (answer)
        {
            var http = $"HTTP {(int)status}";
            if (status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
                return new OpsPlatformException(_sentences.TokenUnreachable(endpoint, http), StatusCode.Unavailable);
            if (answer is null || Text(answer, "error") is not { Length: > 0 } error)
                return Unreadable(endpoint, http);
            // A service that repeats what it was sent must not bring the secret into logs.
            var description = Text(answer, "error_description")?.TrimEnd('.');
            if (_signer is null)
                description = description?.Replace(_clientSecret, "***");
            return new OpsPlatformException(
                _sentences.TokenRefused(endpoint, _clientId, string.IsNullOrEmpty(description) ? error : $"{error}, {description}"),
                StatusCode.Unauthenticated)
            { ReasonText = error };
        }
    }

    private OpsPlatformException Unreadable(string endpoint, string problem) =>
        new(_sentences.TokenUnreadable(endpoint, problem), StatusCode.Unauthenticated);

    private static TimeSpan Lifetime(JsonDocument answer) =>
        answer.RootElement.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var value) && value > 0
            ? TimeSpan.FromSeconds(value)
            : UnstatedLifetime;

    private static JsonDocument? Json(string body)
    {
        try
        {
            var answer = JsonDocument.Parse(body);
            if (answer.RootElement.ValueKind == JsonValueKind.Object)
                return answer;
            answer.Dispose();
        }
        catch (JsonException)
        {
            // The caller says what was expected, and where.
        }

        return null;
    }

    private static string? Text(JsonDocument answer, string name) =>
        answer.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static KeyValuePair<string, string>[] Proof(string assertion) =>
        [new("client_assertion_type", AssertionSigner.AssertionType), new("client_assertion", assertion)];

    // RFC 6749, section 2.3.1: both parts are form-encoded first, because a colon ends the id.
    private static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}")));
}
