using Grpc.Core;

namespace OpsPlatform.Client.Internal;

/// <summary>The headers of a call: the caller's own, and the client's where the caller has none.</summary>
internal static class CallHeaders
{
    private const string Authorization = "authorization";
    private const string AcceptLanguage = "accept-language";

    public static bool BringToken(this CallOptions options) => options.Headers?.Get(Authorization) is not null;

    /// <param name="own">The caller's headers; left as they are.</param>
    /// <param name="language">Sent as <c>accept-language</c>.</param>
    /// <param name="token">Null when the caller brings its own, or call credentials add it later.</param>
    public static Metadata Merge(Metadata? own, string language, AccessToken? token)
    {
        var headers = new Metadata();
        foreach (var entry in own ?? [])
            headers.Add(entry);
        if (own?.Get(AcceptLanguage) is null)
            headers.Add(AcceptLanguage, language);
        if (token is not null)
            headers.Add(Authorization, token.Authorization);
        return headers;
    }

    public static void Add(Metadata headers, AccessToken token) => headers.Add(Authorization, token.Authorization);
}
