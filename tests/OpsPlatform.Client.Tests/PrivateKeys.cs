using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpsPlatform.Client.Tests.Scripted;

namespace OpsPlatform.Client.Tests;

/// <summary>A client that proves itself by a key instead of a secret.</summary>
public sealed class PrivateKeys
{
    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task The_key_signs_an_assertion_for_each_token_and_no_secret_is_sent(string algorithm)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var key = Key(algorithm);
        await using var client = platform.Client(options => (options.ClientSecret, options.PrivateKey) = ("", key.ExportPkcs8PrivateKeyPem()));

        (await client.GetAccessTokenAsync()).Value.ShouldBe("token-1");

        var (authorization, form) = platform.Tokens.Requests.Single();
        (authorization, form["client_assertion_type"]).ShouldBe(("", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        form.Keys.ShouldNotContain("client_secret");
        var parts = form["client_assertion"].Split('.');
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        header.RootElement.GetProperty("alg").GetString().ShouldBe(algorithm);
        foreach (var name in new[] { "iss", "sub" })
            claims.RootElement.GetProperty(name).GetString().ShouldBe(platform.Options().ClientId);
        claims.RootElement.GetProperty("aud").GetString().ShouldBe(platform.Options().TokenEndpoint);
        (claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64()).ShouldBe(60);
        Guid.TryParse(claims.RootElement.GetProperty("jti").GetString(), out _).ShouldBeTrue();
        Verifies(key, algorithm, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refusal_is_told_as_one_of_a_secret_is()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var key = Key("ES256");
        await using var client = platform.Client(options => (options.ClientSecret, options.PrivateKey) = ("", key.ExportPkcs8PrivateKeyPem()));
        platform.Tokens.Instead = () => Results.Json(new { error = "invalid_client", error_description = "No such key." }, statusCode: 401);

        (await Should.ThrowAsync<OpsPlatformException>(async () => await client.GetAccessTokenAsync())).Message.ShouldContain("invalid_client, No such key");
    }

    private static AsymmetricAlgorithm Key(string algorithm) => algorithm switch
    {
        "ES256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        "ES384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        _ => RSA.Create(2048),
    };

    private static bool Verifies(AsymmetricAlgorithm key, string algorithm, byte[] text, byte[] signature) => key is ECDsa ec
        ? ec.VerifyData(text, signature, algorithm == "ES384" ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256)
        : ((RSA)key).VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
