using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Tests.Identity;
using static OpsPlatform.Server.Tests.Partners.PartnerSteps;

namespace OpsPlatform.Server.Tests.Partners;

/// <summary>The public keys of clients: five at most, and public halves only.</summary>
public sealed class Keys(RunningServer server) : ServerTest(server)
{
    // The examples of RFC 7517, appendix A.
    private const string Point = "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"";
    private const string Curve = "\"kty\":\"EC\",\"crv\":\"P-256\"," + Point;
    private const string Thumbprint = "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s";

    private ApiClient _admin = null!;

    public override async ValueTask InitializeAsync() => _admin = await Server.AdminAsync();

    [Fact]
    public async Task A_key_is_shown_by_its_thumbprint_and_added_once()
    {
        var client = await _admin.MakeClientAsync();

        var added = await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = $$"""{{{Curve}},"use":"sig","kid":"1","x5t":"dropped"}""" });
        var again = await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = $$"""{{{Curve}}}""" });

        added.Keys.Single().KeyId.ShouldBe(Thumbprint);
        added.Keys.Single().Jwk.ShouldBe($$"""{"crv":"P-256","kty":"EC",{{Point}}}""");
        again.ShouldBe(added);
        (await _admin.Partners.GetClientAsync(new() { Name = client.Name })).ShouldBe(added);
        (await _admin.Partners.RemoveClientKeyAsync(new() { Name = client.Name, KeyId = Thumbprint })).Keys.ShouldBeEmpty();
        await _admin.Partners.RemoveClientKeyAsync(new() { Name = client.Name, KeyId = Thumbprint }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_key_in_PEM_is_the_same_key()
    {
        var client = await _admin.MakeClientAsync();
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = pair.ExportSubjectPublicKeyInfoPem() + "\n" });
        var added = await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = rsa.ExportRSAPublicKeyPem() });

        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(pair));
        added.Keys.Select(each => each.KeyId).ShouldBe([Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()), Base64UrlEncoder.Encode(new RsaSecurityKey(rsa).ComputeJwkThumbprint())]);
        (await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = $$"""{"kty":"EC","crv":"P-384","x":"{{key.X}}","y":"{{key.Y}}"}""" })).ShouldBe(added);
        using var small = RSA.Create(1024);
        (await RefusedAsync(small.ExportSubjectPublicKeyInfoPem(), ErrorReason.ClientKeyUnusable)).ShouldContain("this one 1024");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        (await RefusedAsync(other.ExportSubjectPublicKeyInfoPem(), ErrorReason.ClientKeyUnusable)).ShouldContain("its crv is neither");
    }

    [Fact]
    public async Task Five_are_the_most()
    {
        var client = await _admin.MakeClientAsync();
        var keys = Enumerable.Range(0, 6).Select(_ => Assertion.Make("ES256")).ToArray();
        foreach (var key in keys[..5])
            await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = key.PublicJwk });

        (await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = keys[5].PublicJwk }).Refused(ErrorReason.ClientKeysFull)).Message.ShouldContain("The client has 5 keys");
    }

    [Theory]
    [InlineData("{" + Curve + ",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}")]
    [InlineData("{\"keys\":[{" + Curve + ",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}]}")]
    [InlineData("{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----")]
    public async Task A_private_half_is_refused_and_said_to_be_spent(string jwk) =>
        (await RefusedAsync(jwk, ErrorReason.ClientKeyPrivate)).ShouldContain("make a new pair");

    [Theory]
    [InlineData("{", "not well-formed JSON")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "no PEM of a public")]
    [InlineData("-----BEGIN CERTIFICATE-----", "no PEM of a public")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{}", "its kty is neither")]
    [InlineData("{\"kty\":1}", "its kty is no text")]
    [InlineData("{\"keys\":[{" + Curve + "}]}", "its kty is neither")]
    [InlineData("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}", "its kty is neither")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-521\"}", "its crv is neither")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\"}", "its x is missing")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\"}", "32 bytes each")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"!\",\"y\":\"AAAA\"}", "its x is not base64url")]
    [InlineData("{" + Curve + ",\"kty\":\"EC\"}", "not well-formed JSON")]
    [InlineData("{" + Curve + ",\"use\":\"enc\"}", "its use is another one")]
    [InlineData("{" + Curve + ",\"alg\":\"ES384\"}", "its alg is another one than ES256")]
    [InlineData("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", "this one 17")]
    [InlineData("{\"kty\":\"RSA\",\"e\":\"AQAB\"}", "its n is missing")]
    public async Task What_is_no_usable_key_is_refused_with_the_reason(string jwk, string problem) =>
        (await RefusedAsync(jwk, ErrorReason.ClientKeyUnusable)).ShouldContain(problem);

    [Fact]
    public async Task A_point_beside_the_curve_a_short_modulus_and_a_weak_exponent_are_refused()
    {
        var zeros = Base64UrlEncoder.Encode(new byte[32]);
        (await RefusedAsync($$"""{"kty":"EC","crv":"P-256","x":"{{zeros}}","y":"{{zeros}}"}""", ErrorReason.ClientKeyUnusable)).ShouldContain("does not lie on its curve");
        using var small = RSA.Create(1024);
        (await RefusedAsync(Rsa(small.ExportParameters(false).Modulus!, [1, 0, 1]), ErrorReason.ClientKeyUnusable)).ShouldContain("this one 1024");
        using var good = RSA.Create(2048);
        foreach (byte[] exponent in new byte[][] { [1], [4], [0, 3], [1, 1, 1, 1, 1] })
            (await RefusedAsync(Rsa(good.ExportParameters(false).Modulus!, exponent), ErrorReason.ClientKeyUnusable)).ShouldContain("no exponent");

        static string Rsa(byte[] modulus, byte[] exponent) => $$"""{"kty":"RSA","n":"{{Base64UrlEncoder.Encode(modulus)}}","e":"{{Base64UrlEncoder.Encode(exponent)}}"}""";
    }

    private async Task<string> RefusedAsync(string jwk, ErrorReason reason)
    {
        var client = await _admin.MakeClientAsync();
        var message = (await _admin.Partners.AddClientKeyAsync(new() { Name = client.Name, Jwk = jwk }).Refused(reason)).Message;
        (await _admin.Partners.GetClientAsync(new() { Name = client.Name })).Keys.ShouldBeEmpty();
        return message;
    }
}
