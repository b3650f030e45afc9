using System.Text.Json.Serialization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Identity;

/// <summary>`/connect/introspect`: a client asks whether a token of its own is good, and for what (RFC 7662).</summary>
internal sealed class IntrospectionEndpoint(ClientAuthentication authentication, TokenValidation tokens) : ClientEndpoint(authentication)
{
    protected override TokenError? ProblemOf(TokenForm form) => TokenParameter.ProblemOf(form);

    protected override async Task<IResult> AnswerAsync(AuthenticatedClient client, TokenForm form, CancellationToken cancellation)
    {
        try
        {
            // Another client's token is answered like none: RFC 7662 section 2.2 wants no more told of it.
            var caller = await tokens.AuthenticateAsync($"Bearer {form[TokenParameter.Name]}", cancellation);
            return caller.ClientId == client.Id ? Introspection.Of(new JsonWebToken(form[TokenParameter.Name]!.Trim())) : Introspection.Inactive;
        }
        catch (Refusal)
        {
            return Introspection.Inactive;
        }
    }
}

/// <summary>The parameter `token` of introspection and revocation. `token_type_hint` is not needed: there is one type of token.</summary>
internal static class TokenParameter
{
    public const string Name = "token";

    public static TokenError? ProblemOf(TokenForm form) => form[Name] is null ? TokenError.InvalidRequest("token is missing. Send the access token as token.") : null;
}

/// <summary>What is said of a token. Nothing but that it is not active, when it is not.</summary>
internal sealed record Introspection([property: JsonPropertyName("active")] bool Active) : IResult
{
    public static Introspection Inactive { get; } = new(Active: false);

    [JsonPropertyName("scope"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Scope { get; init; }

    [JsonPropertyName("client_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientId { get; init; }

    [JsonPropertyName("token_type"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TokenType { get; init; }

    [JsonPropertyName("sub"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subject { get; init; }

    [JsonPropertyName("aud"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Audience { get; init; }

    [JsonPropertyName("iss"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Issuer { get; init; }

    [JsonPropertyName("jti"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>In seconds since 1970, as in the token.</summary>
    [JsonPropertyName("exp"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Expiry { get; init; }

    [JsonPropertyName("iat"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? IssueTime { get; init; }

    public static Introspection Of(JsonWebToken token)
    {
        var claims = new TokenClaims(token);
        return new(Active: true)
        {
            Scope = claims.Text("scope"),
            ClientId = claims.Text("client_id"),
            TokenType = "Bearer",
            Subject = token.Subject,
            Audience = token.Audiences.First(),
            Issuer = token.Issuer,
            Id = token.Id,
            Expiry = EpochTime.GetIntDate(token.ValidTo),
            IssueTime = EpochTime.GetIntDate(token.IssuedAt),
        };
    }

    public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsJsonAsync(this, IdentityJson.Default.Introspection);
}
