using System.Net;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>The headers that OWASP's REST Security Cheat Sheet asks for. HSTS needs TLS: Program/Encrypting has it.</summary>
public sealed class AnswerHeaders(RunningServer server) : ServerTest(server)
{
    [Theory]
    [InlineData("/connect/token", HttpStatusCode.MethodNotAllowed, "no-store")]
    [InlineData("/.well-known/openid-configuration", HttpStatusCode.OK, "no-store")]
    [InlineData("/.well-known/openid-configuration/jwks", HttpStatusCode.OK, "max-age=600, public")]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "no-store")]
    public async Task Every_answer_over_HTTP_has_them(string path, HttpStatusCode status, string caching)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(Server.HttpAddress, path));

        answer.StatusCode.ShouldBe(status);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        $"{answer.Headers.CacheControl}".Split(", ").Order().ShouldBe(caching.Split(", "));
        Header("Content-Security-Policy").ShouldBe("default-src 'none'; frame-ancestors 'none'");
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("X-Frame-Options").ShouldBe("DENY");
        Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Header("Referrer-Policy").ShouldBe("no-referrer");
        (Header("Server"), Header("X-Powered-By"), Header("Access-Control-Allow-Origin"), Header("Strict-Transport-Security")).ShouldBe(("", "", "", ""));
    }
}
