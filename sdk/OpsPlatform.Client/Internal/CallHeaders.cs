using Grpc.Core;

namespace OpsPlatform.Client.Internal;

/// <summary>The headers of a call: the caller's own, and the client's where the caller has none.</summary>
internal sealed class CallHeaders(string language)
{
    private const string Authorization = "authorization";
    private const string AcceptLanguage = "accept-language";

    private Shared? _shared;

    public static bool BringToken(CallOptions options) => options.Headers?.Get(Authorization) is not null;

    public static void Add(Metadata headers, AccessToken token) => headers.Add(Authorization, $"Bearer {token.Value}");

    /// <param name="own">The caller's headers; left as they are.</param>
    /// <param name="token">Null when the caller brings its own, or call credentials add it later.</param>
    public Metadata Merge(Metadata? own, AccessToken? token)
    {
        if (own is { Count: > 0 } || token is null)
            return Make(own, token);
        // Most calls have no headers of their own; they share one set for as long as the token lasts, and nobody changes it.
        var shared = _shared;
        if (shared?.Token != token)
            _shared = shared = new Shared(token, Make(own, token));
        return shared.Headers;
    }

    private Metadata Make(Metadata? own, AccessToken? token)
    {
        var headers = new Metadata();
        foreach (var entry in own ?? [])
            headers.Add(entry);
        if (own?.Get(AcceptLanguage) is null)
            headers.Add(AcceptLanguage, language);
        if (token is not null)
            Add(headers, token);
        return headers;
    }

    private sealed record Shared(AccessToken Token, Metadata Headers);
}
