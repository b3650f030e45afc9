using Microsoft.Net.Http.Headers;

namespace OpsPlatform.Server.Sockets;

/// <summary>What OWASP's REST Security Cheat Sheet asks of every answer. An endpoint may say otherwise for itself; gRPC's answers are no browser's business.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
            Set(context.Response.Headers, context.Request.IsHttps);
        return next(context);
    }

    private static void Set(IHeaderDictionary headers, bool encrypted)
    {
        headers[HeaderNames.CacheControl] = "no-store";
        headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'";
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        if (encrypted)
            headers[HeaderNames.StrictTransportSecurity] = "max-age=31536000";
    }
}
