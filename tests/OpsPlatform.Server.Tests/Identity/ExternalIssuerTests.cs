using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Events;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Tokens of an issuer that others run, configured as `Identity:Authority`.</summary>
public sealed class ExternalIssuerTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    [Fact]
    public async Task Tokens_of_another_installation_are_accepted_and_its_clients_have_our_grants()
    {
        await using var theirs = await fixture.CreateAnotherAsync();
        await using var issuer = await theirs.StartNodeAsync();
        await using var node = await IdentityNode.StartAsync(fixture.Database.ConnectionString, theirs.Clock, ("Authority", issuer.Address));
        var secret = await issuer.MakeClientAsync("partner", "*");
        await node.MakeClientAsync("partner", "budgets.read");

        var caller = await node.AuthenticateAsync(await issuer.TokenAsync("partner", secret));

        caller.ClientId.ShouldBe("partner");
        (await node.MayAsync(caller, "budgets.read", "acme"), await node.MayAsync(caller, "budgets.reserve", "acme")).ShouldBe((true, false));
    }

    [Fact]
    public async Task Our_own_endpoints_are_off_and_our_own_tokens_refused()
    {
        await using var issuer = await SmallIssuer.StartAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address));
        var own = await fixture.Node.TokenAsync("own-client", await fixture.Node.MakeClientAsync("own-client", "*"));

        (await node.PostAsync("grant_type=client_credentials")).Status.ShouldBe(404);
        (await node.Http.GetAsync(new Uri("/.well-known/openid-configuration/jwks", UriKind.Relative))).IsSuccessStatusCode.ShouldBeFalse();
        await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(own));
    }

    [Fact]
    public async Task Our_own_keys_still_sign_checkpoints_and_are_published_for_that()
    {
        await using var installation = await fixture.CreateAnotherAsync();
        await using var issuer = await SmallIssuer.StartAsync();
        await using var node = await installation.StartNodeAsync(("Authority", issuer.Address), ("Issuer", "https://ops.example"));
        var signer = ActivatorUtilities.CreateInstance<CheckpointSigner>(node.Services);

        var checkpoint = await signer.SignAsync("acme", ChainHead.Beginning, default);

        var keys = (await node.GetJsonAsync("/.well-known/checkpoint-jwks"))["keys"]!.AsArray();
        keys.ShouldHaveSingleItem()!["kid"]!.GetValue<string>().ShouldBe(new JsonWebToken(checkpoint.Jws).Kid);
        (await node.Get<SigningKeys>().GetAsync(default)).Keys.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_cannot_decrypt_its_key_signs_no_checkpoint()
    {
        await using var installation = await fixture.CreateAnotherAsync();
        await using var issuer = await SmallIssuer.StartAsync();
        await using (var encrypting = await installation.StartNodeAsync(("KeyEncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))))
            await encrypting.Get<SigningKeys>().GetAsync(default);
        await using var node = await installation.StartNodeAsync(("Authority", issuer.Address));
        var signer = ActivatorUtilities.CreateInstance<CheckpointSigner>(node.Services);

        (await Should.ThrowAsync<Refusal>(() => signer.SignAsync("acme", ChainHead.Beginning, default))).Reason.ShouldBe(ErrorReason.CheckpointUnsigned);
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("JWT")]
    public async Task A_token_signed_with_RSA_is_accepted_from_an_issuer_that_does(string type)
    {
        await using var issuer = await SmallIssuer.StartAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address));
        await node.Clients.ProvisionAsync(new("acme", "rsa-client", ["*"]), default);

        var caller = await node.AuthenticateAsync(issuer.Token(type, ("client_id", "rsa-client"), ("sub", "users/ann")));

        (caller.ClientId, caller.Principal).ShouldBe(("rsa-client", "users/ann"));
    }

    [Fact]
    public async Task The_first_claim_that_is_there_names_the_client()
    {
        await using var issuer = await SmallIssuer.StartAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address));
        await node.Clients.ProvisionAsync(new("acme", "mapped", ["*"]), default);

        (await node.AuthenticateAsync(issuer.Token("JWT", ("azp", "mapped"), ("sub", "1")))).ClientId.ShouldBe("mapped");
        (await node.AuthenticateAsync(issuer.Token("JWT", ("sub", "mapped")))).ClientId.ShouldBe("mapped");

        // Somebody else's program, whose user happens to be named like our client.
        await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(issuer.Token("JWT", ("client_id", "other"), ("sub", "mapped"))));
        await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(issuer.Token("JWT", ("azp", "other"), ("sub", "mapped"))));
    }

    [Fact]
    public async Task The_claim_that_names_the_client_can_be_configured()
    {
        await using var issuer = await SmallIssuer.StartAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address), ("ClientClaim", "sub"));
        await node.Clients.ProvisionAsync(new("acme", "by-subject", ["*"]), default);

        (await node.AuthenticateAsync(issuer.Token("JWT", ("client_id", "other"), ("sub", "by-subject")))).ClientId.ShouldBe("by-subject");
        await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(issuer.Token("JWT", ("client_id", "by-subject"))));
    }

    [Theory]
    [InlineData("openid profile", true, true)]
    [InlineData("openid budgets.read", true, false)]
    [InlineData("suppliers.read", false, false)]
    public async Task Only_scopes_that_are_permissions_narrow_the_token(string scope, bool read, bool reserve)
    {
        await using var issuer = await SmallIssuer.StartAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address));
        await node.Clients.ProvisionAsync(new("acme", "scoped", ["*"]), default);

        var caller = await node.AuthenticateAsync(issuer.Token("JWT", ("client_id", "scoped"), ("scope", scope)));

        (await node.MayAsync(caller, "budgets.read", "acme"), await node.MayAsync(caller, "budgets.reserve", "acme")).ShouldBe((read, reserve));
    }

    [Fact]
    public async Task A_key_that_the_issuer_has_changed_is_found_and_asked_for_every_few_seconds_only()
    {
        await using var issuer = await SmallIssuer.StartAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address));
        await node.Clients.ProvisionAsync(new("acme", "rotated", ["*"]), default);
        await node.AuthenticateAsync(issuer.Token("JWT", ("client_id", "rotated")));
        issuer.Rotate();
        var token = issuer.Token("JWT", ("client_id", "rotated"));

        for (var i = 0; i < 10; i++)
            await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(token));
        issuer.Requests.ShouldBe(2);
        fixture.Clock.Advance(TimeSpan.FromSeconds(5));

        (await node.AuthenticateAsync(token)).ClientId.ShouldBe("rotated");
        issuer.Requests.ShouldBe(4);
    }

    [Fact]
    public async Task An_issuer_that_is_away_stops_nobody_who_has_a_token()
    {
        var issuer = await SmallIssuer.StartAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address));
        await node.Clients.ProvisionAsync(new("acme", "left-alone", ["*"]), default);
        var token = issuer.Token("JWT", ("client_id", "left-alone"));
        await node.AuthenticateAsync(token);
        await issuer.DisposeAsync();
        fixture.Clock.Advance(TimeSpan.FromHours(1));

        (await node.AuthenticateAsync(token)).ClientId.ShouldBe("left-alone");
        node.Log.All.ShouldContain(line => line.Contains("cannot be read"));
    }

    [Fact]
    public async Task An_issuer_that_was_never_there_is_not_the_callers_fault()
    {
        var issuer = await SmallIssuer.StartAsync();
        var (address, token) = (issuer.Address, issuer.Token("JWT", ("client_id", "any")));
        await issuer.DisposeAsync();
        await using var node = await fixture.StartNodeAsync(("Authority", address));

        (await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(token))).Reason.ShouldBe(ErrorReason.IssuerUnavailable);
    }

    [Fact]
    public async Task An_issuer_that_calls_itself_something_else_is_not_trusted()
    {
        await using var issuer = await SmallIssuer.StartAsync();
        issuer.Name = "https://impostor.example";
        await using var node = await fixture.StartNodeAsync(("Authority", issuer.Address));

        (await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(issuer.Token("JWT", ("client_id", "any"))))).Reason.ShouldBe(ErrorReason.IssuerUnavailable);
        node.Log.All.ShouldContain(line => line.Contains("calls itself https://impostor.example"));
    }

    /// <summary>The least that is an OpenID Connect issuer: discovery, key set, tokens signed with RSA.</summary>
    private sealed class SmallIssuer : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private RsaSecurityKey _key = MakeKey();
        private int _requests;

        private SmallIssuer(WebApplication app) => _app = app;

        public string Address => _app.Urls.Single();

        public string? Name { get; set; }

        public int Requests => _requests;

        public static async Task<SmallIssuer> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Services.AddRoutingCore();
            var app = builder.Build();
            var issuer = new SmallIssuer(app);
            app.UseRouting();
            app.MapGet("/.well-known/openid-configuration", issuer.Describe);
            app.MapGet("/keys", issuer.Keys);
            await app.StartAsync();
            return issuer;
        }

        public void Rotate() => _key = MakeKey();

        public string Token(string type, params (string Name, string Value)[] claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Issuer = Address,
            Audience = "opsplatform",
            Expires = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            NotBefore = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            IssuedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Claims = claims.ToDictionary(claim => claim.Name, claim => (object)claim.Value),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private static RsaSecurityKey MakeKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString() };

        private Task Describe(HttpContext http) => WriteAsync(http, new JsonObject { ["issuer"] = Name ?? Address, ["jwks_uri"] = $"{Address}/keys" });

        private Task Keys(HttpContext http)
        {
            var key = _key.Rsa.ExportParameters(includePrivateParameters: false);
            return WriteAsync(http, new JsonObject
            {
                ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = _key.KeyId, ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent) }),
            });
        }

        private Task WriteAsync(HttpContext http, JsonObject json)
        {
            Interlocked.Increment(ref _requests);
            http.Response.ContentType = "application/json";
            return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json.ToJsonString())).AsTask();
        }
    }
}
