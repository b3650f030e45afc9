using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Access tokens that bring their own keys, or name keys that they should not; what else is forged is in <see cref="TokenCheckTests"/>.</summary>
public sealed class ForgedTokenTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>, IAsyncLifetime
{
    private IdentityNode Node => fixture.Node;

    private DateTimeOffset Now => fixture.Clock.GetUtcNow();

    public async ValueTask InitializeAsync() => await Node.Clients.ProvisionAsync(new("acme", "forger", ["budgets.*"]), default);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("x5c")]
    [InlineData("x5t#S256")]
    public async Task A_token_that_brings_its_own_key_is_refused(string header)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        object brought = header switch
        {
            "jwk" => new Dictionary<string, object> { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y) },
            "x5c" => new[] { Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) },
            "jku" or "x5u" => $"{Node.Address}/.well-known/openid-configuration/jwks",
            _ => "mine",
        };
        foreach (var kid in new[] { (await Node.PublishedKeysAsync()).Single(), "mine" })
        {
            await RefusedAsync(await Forge.TokenAsync(Node, Now, token =>
            {
                token.SigningCredentials = new(new ECDsaSecurityKey(key) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256);
                token.AdditionalHeaderClaims = new Dictionary<string, object> { [header] = brought };
            }));
        }
    }

    [Theory]
    [InlineData("../../../../dev/null")]
    [InlineData("' or 1=1 --")]
    [InlineData("https://elsewhere.example/keys")]
    [InlineData("\\u0000")]
    [InlineData("")]
    public Task A_key_id_that_is_none_is_refused(string kid) => HeaderAsync($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{kid}}"}""");

    [Theory]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":null}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":7}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":["KID"]}""")]
    [InlineData("""{"alg":null,"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":["ES256"],"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"KID","enc":"A128GCM"}""")]
    [InlineData("""{"alg":"dir","enc":"A128GCM","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    public Task A_header_that_is_bent_is_refused(string header) => HeaderAsync(header);

    [Fact]
    public async Task A_token_in_a_token_is_refused()
    {
        var token = await Forge.TokenAsync(Node, Now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var nested = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            AdditionalHeaderClaims = new Dictionary<string, object> { ["cty"] = "JWT" },
            Claims = new Dictionary<string, object> { ["jwt"] = token },
            SigningCredentials = new(new ECDsaSecurityKey(key) { KeyId = (await Node.PublishedKeysAsync()).Single() }, SecurityAlgorithms.EcdsaSha256),
        });

        await RefusedAsync(nested);
        await RefusedAsync($"{token}.{token}");
        await RefusedAsync($"{token}, {token}");
    }

    [Fact]
    public async Task A_signature_that_is_empty_zero_or_of_another_token_is_refused()
    {
        var (token, other) = (await Forge.TokenAsync(Node, Now), await Forge.TokenAsync(Node, Now, token => token.Claims["scope"] = "budgets.read"));
        var signed = token[..token.LastIndexOf('.')];

        await RefusedAsync($"{signed}.");
        await RefusedAsync(signed);
        await RefusedAsync($"{signed}.{Base64UrlEncoder.Encode(new byte[64])}");
        await RefusedAsync($"{signed}.{other[(other.LastIndexOf('.') + 1)..]}");
    }

    [Fact]
    public async Task A_token_with_a_demand_that_is_not_known_is_refused() =>
        await RefusedAsync(await Forge.TokenAsync(Node, Now, token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = new[] { "b64" }, ["b64"] = true }));

    private async Task HeaderAsync(string header)
    {
        var parts = (await Forge.TokenAsync(Node, Now)).Split('.');
        var bent = Base64UrlEncoder.Encode(header.Replace("KID", (await Node.PublishedKeysAsync()).Single()));
        await RefusedAsync($"{bent}.{parts[1]}.{parts[2]}");
        await RefusedAsync($"{bent}.{parts[1]}.");
    }

    private async Task RefusedAsync(string token) =>
        (await Should.ThrowAsync<Refusal>(() => Node.AuthenticateAsync(token), token)).Reason.ShouldBe(ErrorReason.TokenInvalid);
}
