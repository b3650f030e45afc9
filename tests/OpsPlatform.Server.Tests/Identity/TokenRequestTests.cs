using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>What `/connect/token` gives to whom.</summary>
public sealed class TokenRequestTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private const string Grant = "grant_type=client_credentials";

    private readonly IdentityNode _node = fixture.Node;

    [Fact]
    public async Task A_token_says_what_RFC_9068_asks_for()
    {
        var secret = await _node.MakeClientAsync("says-all", "budgets.read", "budgets.reserve");

        var answer = await _node.PostAsync(Grant, IdentityNode.Basic("says-all", secret));

        answer.Status.ShouldBe(200);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        ((string?)answer.Json["token_type"]).ShouldBe("Bearer");
        ((int?)answer.Json["expires_in"]).ShouldBe(600);
        ((string?)answer.Json["scope"]).ShouldBe("*");
        var token = new JsonWebToken((string)answer.Json["access_token"]!);
        (token.Typ, token.Alg).ShouldBe(("at+jwt", "ES256"));
        token.Kid.ShouldBe((await _node.PublishedKeysAsync()).Single());
        token.Issuer.ShouldBe(_node.Address);
        token.Audiences.ShouldBe(["opsplatform"]);
        token.Subject.ShouldBe("says-all");
        token.GetClaim("client_id").Value.ShouldBe("says-all");
        token.GetClaim("scope").Value.ShouldBe("*");
        token.IssuedAt.ShouldBe(fixture.Clock.GetUtcNow().UtcDateTime);
        token.ValidTo.ShouldBe(fixture.Clock.GetUtcNow().UtcDateTime.AddMinutes(10));
        Guid.TryParse(token.Id, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task The_secret_can_be_sent_in_the_form()
    {
        var secret = await _node.MakeClientAsync("by-form", "*");

        (await _node.PostAsync($"{Grant}&client_id=by-form&client_secret={secret}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_parts_of_the_basic_header_are_form_urlencoded()
    {
        var secret = await _node.MakeClientAsync("urn|app@issuer", "*");

        (await _node.PostAsync(Grant, IdentityNode.Basic("urn%7Capp%40issuer", secret))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("budgets.read", "budgets.read")]
    [InlineData("budgets.reserve+budgets.read+budgets.read", "budgets.read budgets.reserve")]
    [InlineData("budgets.*", "budgets.*")]
    [InlineData("", "*")]
    public async Task A_scope_narrows_the_token(string asked, string given) =>
        ((string?)(await AskAsync(asked)).Json["scope"]).ShouldBe(given);

    [Theory]
    [InlineData("suppliers.read")]
    [InlineData("budgets.read+suppliers.read")]
    [InlineData("*")]
    [InlineData("openid")]
    [InlineData("budgets.*.*")]
    [InlineData("budgets.read%22")]
    public async Task A_scope_beyond_the_grant_is_refused(string asked)
    {
        var answer = await AskAsync(asked);

        (answer.Status, answer.Error).ShouldBe((400, "invalid_scope"));
    }

    [Fact]
    public async Task Both_secrets_of_a_client_work_until_one_is_removed()
    {
        var first = await _node.MakeClientAsync("two-secrets", "*");
        var second = await _node.Clients.AddSecretAsync("two-secrets", replaceOldest: false, default);
        await _node.TokenAsync("two-secrets", first);
        await _node.TokenAsync("two-secrets", second);

        var stored = (await _node.Clients.FindAsync("two-secrets", default))!.Secrets[0].SecretId;
        await _node.Clients.RemoveSecretAsync("two-secrets", stored, default);

        (await _node.PostAsync(Grant, IdentityNode.Basic("two-secrets", first))).Error.ShouldBe("invalid_client");
        await _node.TokenAsync("two-secrets", second);
    }

    [Fact]
    public async Task Requests_at_the_same_time_get_tokens_of_their_own()
    {
        var secret = await _node.MakeClientAsync("parallel", "budgets.read");

        var tokens = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _node.TokenAsync("parallel", secret)));

        tokens.Select(token => new JsonWebToken(token).Id).Distinct().Count().ShouldBe(100);
        var callers = await Task.WhenAll(tokens.Select(_node.AuthenticateAsync));
        callers.ShouldAllBe(caller => caller.ClientId == "parallel");
    }

    [Fact]
    public async Task Discovery_leads_to_the_endpoints()
    {
        foreach (var path in new[] { "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server" })
        {
            var metadata = await _node.GetJsonAsync(path);
            ((string?)metadata["issuer"]).ShouldBe(_node.Address);
            ((string?)metadata["token_endpoint"]).ShouldBe($"{_node.Address}/connect/token");
            ((string?)metadata["jwks_uri"]).ShouldBe($"{_node.Address}/.well-known/openid-configuration/jwks");
            metadata["grant_types_supported"]!.ToJsonString().ShouldBe("""["client_credentials"]""");
            ((string?)metadata["introspection_endpoint"]).ShouldBe($"{_node.Address}/connect/introspect");
            ((string?)metadata["revocation_endpoint"]).ShouldBe($"{_node.Address}/connect/revocation");
            foreach (var endpoint in new[] { "token", "introspection", "revocation" })
            {
                metadata[$"{endpoint}_endpoint_auth_methods_supported"]!.ToJsonString().ShouldBe("""["client_secret_basic","client_secret_post","private_key_jwt"]""");
                metadata[$"{endpoint}_endpoint_auth_signing_alg_values_supported"]!.ToJsonString().ShouldBe("""["ES256","ES384","RS256","PS256"]""");
            }
        }
    }

    [Fact]
    public async Task The_key_set_holds_public_halves_only()
    {
        var key = (await _node.GetJsonAsync("/.well-known/openid-configuration/jwks"))["keys"]!.AsArray().Single()!.AsObject();

        key.Select(member => member.Key).ShouldBe(["kty", "use", "alg", "kid", "crv", "x", "y"]);
    }

    [Fact]
    public async Task A_token_is_not_given_by_GET()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/connect/token?{Grant}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("a:b")));

        var answer = await _node.SendAsync(request);

        (answer.Status, answer.Error).ShouldBe((405, "invalid_request"));
    }

    private async Task<Answer> AskAsync(string scope)
    {
        await _node.Clients.ProvisionAsync(new("acme", "scoped", ["budgets.*"]), default);
        var secret = await _node.Clients.AddSecretAsync("scoped", replaceOldest: true, default);
        return await _node.PostAsync($"{Grant}&scope={scope}", IdentityNode.Basic("scoped", secret));
    }
}
