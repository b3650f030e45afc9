using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Identity;

/// <summary>What clients and other servers find out about us by themselves (OpenID Connect Discovery, RFC 8414, RFC 7517).</summary>
internal sealed class Discovery(Issuer issuer, SigningKeys keys, TimeProvider clock)
{
    private static readonly string[] AuthenticationMethods = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

    public IResult Describe() => TypedResults.Json(
        new ServerMetadata(
            issuer.Url,
            $"{issuer.Url}{Paths.Token}",
            $"{issuer.Url}{Paths.Introspection}",
            $"{issuer.Url}{Paths.Revocation}",
            $"{issuer.Url}{Paths.Keys}",
            ["client_credentials"],
            AuthenticationMethods,
            ClientAssertions.Algorithms,
            AuthenticationMethods,
            ClientAssertions.Algorithms,
            AuthenticationMethods,
            ClientAssertions.Algorithms,
            [],
            ["public"],
            ["ES256"]),
        IdentityJson.Default.ServerMetadata);

    public Task<IResult> KeysAsync(HttpContext http) => KeysAsync(http, ring => ring.Published(clock.GetUtcNow()));

    /// <summary>Whatever has signed a checkpoint: those are kept for years, so that their keys stay published when they have long ceased to sign.</summary>
    public Task<IResult> CheckpointKeysAsync(HttpContext http) => KeysAsync(http, ring => ring.Keys);

    private async Task<IResult> KeysAsync(HttpContext http, Func<KeyRing, IEnumerable<RingKey>> choose)
    {
        try
        {
            var ring = await keys.GetAsync(http.RequestAborted);
            http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=600";
            return TypedResults.Json(KeySet.Of(choose(ring)), IdentityJson.Default.KeySet);
        }
        catch (StoreUnavailableException)
        {
            return TokenError.Unavailable;
        }
    }

    /// <summary>Where the endpoints are, as Duende IdentityServer has them.</summary>
    internal static class Paths
    {
        public const string Token = "/connect/token";
        public const string Introspection = "/connect/introspect";
        public const string Revocation = "/connect/revocation";
        public const string Keys = "/.well-known/openid-configuration/jwks";
        public const string OpenIdConfiguration = "/.well-known/openid-configuration";
        public const string ServerMetadata = "/.well-known/oauth-authorization-server";

        /// <summary>Ours alone, and there also when an outside issuer is configured.</summary>
        public const string CheckpointKeys = "/.well-known/checkpoint-jwks";
    }
}

/// <param name="ResponseTypes">Empty, since there is no authorization endpoint; but the standard requires it, as it does what is said of ID tokens.</param>
internal sealed record ServerMetadata(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("introspection_endpoint")] string IntrospectionEndpoint,
    [property: JsonPropertyName("revocation_endpoint")] string RevocationEndpoint,
    [property: JsonPropertyName("jwks_uri")] string KeySetAddress,
    [property: JsonPropertyName("grant_types_supported")] IReadOnlyList<string> GrantTypes,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] IReadOnlyList<string> TokenMethods,
    [property: JsonPropertyName("token_endpoint_auth_signing_alg_values_supported")] IReadOnlyList<string> TokenAlgorithms,
    [property: JsonPropertyName("introspection_endpoint_auth_methods_supported")] IReadOnlyList<string> IntrospectionMethods,
    [property: JsonPropertyName("introspection_endpoint_auth_signing_alg_values_supported")] IReadOnlyList<string> IntrospectionAlgorithms,
    [property: JsonPropertyName("revocation_endpoint_auth_methods_supported")] IReadOnlyList<string> RevocationMethods,
    [property: JsonPropertyName("revocation_endpoint_auth_signing_alg_values_supported")] IReadOnlyList<string> RevocationAlgorithms,
    [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes,
    [property: JsonPropertyName("subject_types_supported")] IReadOnlyList<string> SubjectTypes,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] IReadOnlyList<string> IdTokenAlgorithms);

internal sealed record KeySet([property: JsonPropertyName("keys")] IReadOnlyList<PublicKey> Keys)
{
    public static KeySet Of(IEnumerable<RingKey> keys) => new([.. keys.Select(PublicKey)]);

    private static PublicKey PublicKey(RingKey key)
    {
        var point = key.Security.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new("EC", "sig", "ES256", key.Id, "P-256", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }
}

/// <summary>A JSON Web Key (RFC 7517, RFC 7518 section 6.2).</summary>
internal sealed record PublicKey(
    [property: JsonPropertyName("kty")] string KeyType,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("crv")] string Curve,
    [property: JsonPropertyName("x")] string X,
    [property: JsonPropertyName("y")] string Y);

[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(Introspection))]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(KeySet))]
internal sealed partial class IdentityJson : JsonSerializerContext;
