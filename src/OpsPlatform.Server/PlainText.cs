using System.Net;

namespace OpsPlatform.Server;

/// <summary>Tokens and money do not travel in clear: plain text is for this machine only.</summary>
internal static class PlainText
{
    public static void MustStayOnLoopback(IConfiguration configuration)
    {
        var urls = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"])
            .Concat((configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries));
        foreach (var url in urls.OfType<string>())
        {
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri.Host))
                continue;
            if (url.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException(
                    $"{url} would serve plain text to other machines. Use https there and give a certificate in Kestrel:Certificates:Default (Path and Password, or Path and KeyPath), or listen on 127.0.0.1.");
        }
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
