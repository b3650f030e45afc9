using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpsPlatform.Cli.Tests.Scripted;

/// <summary>Client credentials by basic authentication, in the body or by an assertion; tokens in the shape of the platform's, unsigned.</summary>
internal static class TokenEndpoint
{
    internal static async Task AnswerAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var (id, secret) = Credentials(http.Request.Headers.Authorization.ToString(), form);
        var platform = http.RequestServices.GetRequiredService<ScriptedPlatform>();
        var answer = (id, secret) == (ScriptedPlatform.ClientId, ScriptedPlatform.ClientSecret) || IsSigned(form["client_assertion"].ToString(), platform.ClientKey)
            ? Results.Json(new { access_token = Token(), token_type = "Bearer", expires_in = 600 })
            : Results.Json(new { error = "invalid_client", error_description = "Unknown client or wrong secret." }, statusCode: StatusCodes.Status401Unauthorized);
        await answer.ExecuteAsync(http);
    }

    private static (string Id, string Secret) Credentials(string header, IFormCollection form)
    {
        if (!header.StartsWith("Basic ", StringComparison.Ordinal))
            return (form["client_id"].ToString(), form["client_secret"].ToString());
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])).Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
    }

    private static bool IsSigned(string assertion, ECDsa? key) =>
        key is not null && assertion.LastIndexOf('.') is > 0 and var end
        && key.VerifyData(Encoding.ASCII.GetBytes(assertion[..end]), Base64Url.DecodeFromChars(assertion.AsSpan(end + 1)), HashAlgorithmName.SHA256);

    private static string Token() => $"{Part(new { alg = "ES256", typ = "at+jwt", kid = "k1" })}.{Part(new
    {
        iss = "https://ops.example",
        sub = ScriptedPlatform.ClientId,
        client_id = ScriptedPlatform.ClientId,
        aud = "opsplatform",
        scope = "budgets.read budgets.reserve",
    })}.c2lnbmF0dXJl";

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
