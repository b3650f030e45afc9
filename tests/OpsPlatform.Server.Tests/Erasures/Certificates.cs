using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Server.Tests.Erasures;

internal static class Certificates
{
    /// <summary>Verifies as an outsider would: with nothing but the published key set.</summary>
    public static async Task MustCertifyAsync(this RunningServer server, string certificate, Erasure erasure)
    {
        using var http = new HttpClient { BaseAddress = server.HttpAddress };
        var keys = (await http.GetFromJsonAsync<JsonNode>(".well-known/openid-configuration/jwks"))!["keys"]!.AsArray();
        var parts = certificate.Split('.');
        var (header, claims) = (Json(parts[0]), Json(parts[1]));
        var key = keys.Single(key => (string)key!["kid"]! == (string)header["kid"]!)!;
        var point = new ECPoint { X = Base64Url.DecodeFromChars((string)key["x"]!), Y = Base64Url.DecodeFromChars((string)key["y"]!) };
        using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });

        verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        ((string)header["typ"]!, (string)header["alg"]!).ShouldBe(("erasure+jwt", "ES256"));
        claims.ToJsonString().ShouldBe(new JsonObject
        {
            ["iss"] = "https://ops.example",
            ["iat"] = erasure.EraseTime.Seconds,
            ["jti"] = erasure.Name,
            ["subject_digest"] = erasure.SubjectDigest,
            ["reason"] = "REASON_SUBJECT_REQUEST",
            ["principal"] = erasure.Principal,
            ["key_id"] = erasure.KeyId,
            ["ledger_sequence"] = erasure.LedgerSequence,
            ["ledger_digest"] = erasure.LedgerDigest,
        }.ToJsonString());

        static JsonNode Json(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!;
    }
}
