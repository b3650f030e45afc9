using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Which access tokens let a call in.</summary>
public sealed class TokenCheckTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>, IAsyncLifetime
{
    private IdentityNode Node => fixture.Node;

    private DateTimeOffset Now => fixture.Clock.GetUtcNow();

    public async ValueTask InitializeAsync() => await Node.Clients.ProvisionAsync(new("acme", "forger", ["budgets.*"]), default);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_good_token_tells_client_principal_workspaces_and_scopes()
    {
        await Node.Clients.ProvisionAsync(new("brand", "agency", ["budgets.read"]), default);
        await Node.Clients.ProvisionAsync(new("other", "agency", ["budgets.*"]), default);
        var secret = await Node.Clients.AddSecretAsync("agency", replaceOldest: true, default);

        var caller = await Node.AuthenticateAsync(await Node.TokenAsync("agency", secret, "budgets.read+budgets.reserve"));

        (caller.ClientId, caller.Principal).ShouldBe(("agency", "agency"));
        (await Node.MayAsync(caller, "budgets.read", "brand")).ShouldBe(true);
        (await Node.MayAsync(caller, "budgets.reserve", "brand")).ShouldBe(false);
        (await Node.MayAsync(caller, "budgets.read", "other")).ShouldBe(true);
        (await Node.MayAsync(caller, "budgets.reserve", "other")).ShouldBe(true);
        (await Node.MayAsync(caller, "budgets.close", "other")).ShouldBe(false);
        (await Node.MayAsync(caller, "budgets.read", "third")).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Basic YTpi")]
    [InlineData("token abc")]
    public async Task No_token_is_told_from_a_bad_one(string? header)
    {
        var refusal = await Should.ThrowAsync<Refusal>(async () => await Node.Get<TokenValidation>().AuthenticateAsync(header, default));

        refusal.Reason.ShouldBe(ErrorReason.TokenMissing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.bm90anNvbg.c2ln")]
    [InlineData("a.b.c.d.e")]
    [InlineData("微信.微信.微信")]
    public async Task What_is_no_token_is_refused(string token) => await RefusedAsync(token);

    [Fact]
    public async Task A_token_that_goes_on_for_ever_is_refused_unread() => await RefusedAsync(new string('a', 100_000), "it is longer than 8192 characters");

    [Fact]
    public async Task The_forged_token_is_good_until_it_is_bent() => (await Node.AuthenticateAsync(await Forge.TokenAsync(Node, Now))).ClientId.ShouldBe("forger");

    [Fact]
    public Task An_expired_token_is_refused() => BentAsync(token => token.Expires = Now.UtcDateTime.AddSeconds(-31), "it has expired");

    [Fact]
    public async Task The_clocks_may_differ_by_half_a_minute()
    {
        await Node.AuthenticateAsync(await Forge.TokenAsync(Node, Now, token => token.Expires = Now.UtcDateTime.AddSeconds(-29)));
        await Node.AuthenticateAsync(await Forge.TokenAsync(Node, Now, token => token.NotBefore = Now.UtcDateTime.AddSeconds(29)));
    }

    [Fact]
    public Task A_token_that_is_not_valid_yet_is_refused() => BentAsync(token => token.NotBefore = Now.UtcDateTime.AddSeconds(31), "it is not valid yet");

    [Fact]
    public Task A_token_without_an_end_is_refused() => BentAsync(token => token.Expires = null, "it never expires");

    [Fact]
    public Task A_token_of_another_issuer_is_refused() => BentAsync(token => token.Issuer = "https://elsewhere.example", "it comes from another issuer");

    [Fact]
    public Task A_token_without_an_issuer_is_refused() => BentAsync(token => token.Issuer = null, "it comes from another issuer");

    [Fact]
    public Task A_token_for_another_audience_is_refused() => BentAsync(token => token.Audience = "somebody-else", "it is for another audience");

    [Fact]
    public Task A_token_for_nobody_is_refused() => BentAsync(token => token.Audience = null, "it is for another audience");

    [Fact]
    public Task An_ID_token_is_no_access_token() => BentAsync(token => token.TokenType = "JWT", "it is no access token");

    [Fact]
    public Task A_token_of_an_unknown_client_is_refused() => BentAsync(token => token.Claims["client_id"] = "nobody", "its client is not known here");

    [Fact]
    public Task A_token_without_a_client_is_refused() => BentAsync(token => token.Claims.Remove("client_id"), "it names no client");

    [Fact]
    public Task A_client_id_that_is_a_number_is_none() => BentAsync(token => token.Claims["client_id"] = 42, "it names no client");

    [Fact]
    public Task Nobody_passes_as_the_platform_itself() => BentAsync(token => token.Claims["sub"] = "system", "nobody but the platform acts as system");

    [Fact]
    public async Task A_token_signed_with_another_key_under_our_key_id_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = (await Node.PublishedKeysAsync()).Single();

        await BentAsync(token => token.SigningCredentials = new(new ECDsaSecurityKey(key) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256), "its signature is wrong");
    }

    [Fact]
    public async Task A_token_with_an_unknown_key_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await BentAsync(token => token.SigningCredentials = new(new ECDsaSecurityKey(key) { KeyId = "mine" }, SecurityAlgorithms.EcdsaSha256), "it is signed with a key that its issuer does not publish");
        await BentAsync(token => token.SigningCredentials = new(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256), "it is signed with a key that its issuer does not publish");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var signer = (await Node.Get<SigningKeys>().GetAsync(default)).Signer(Now);
        var publicKey = new SymmetricSecurityKey(signer.Stored.PublicKey.ToByteArray()) { KeyId = signer.Id };

        await BentAsync(token => token.SigningCredentials = new(publicKey, SecurityAlgorithms.HmacSha256));
    }

    [Fact]
    public async Task A_token_signed_with_RSA_under_our_key_id_is_refused()
    {
        using var rsa = RSA.Create(2048);
        var kid = (await Node.PublishedKeysAsync()).Single();

        await BentAsync(token => token.SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = kid }, SecurityAlgorithms.RsaSha256));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("RS256")]
    [InlineData("ES384")]
    [InlineData("")]
    public async Task A_swapped_algorithm_is_refused(string algorithm)
    {
        var parts = (await Forge.TokenAsync(Node, Now)).Split('.');
        var header = Base64UrlEncoder.Decode(parts[0]).Replace("\"ES256\"", $"\"{algorithm}\"");

        await RefusedAsync($"{Base64UrlEncoder.Encode(header)}.{parts[1]}.{parts[2]}");
        await RefusedAsync($"{Base64UrlEncoder.Encode(header)}.{parts[1]}.");
    }

    [Fact]
    public async Task A_changed_claim_breaks_the_signature()
    {
        var parts = (await Forge.TokenAsync(Node, Now)).Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("\"forger\"", "\"agency\"");

        await RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}", "its signature is wrong");
    }

    [Fact]
    public async Task No_changed_bit_of_a_good_token_passes()
    {
        var token = await Forge.TokenAsync(Node, Now);
        await Node.AuthenticateAsync(token);
        var parts = token.Split('.');
        var end = parts[0].Length + parts[1].Length + 2;
        for (var i = 0; i < end; i += 7)
        {
            var bytes = Encoding.ASCII.GetBytes(token);
            bytes[i] ^= 1;
            await RefusedAsync(Encoding.ASCII.GetString(bytes));
        }

        for (var i = 0; i < 64; i++)
        {
            var signature = Base64UrlEncoder.DecodeBytes(parts[2]);
            signature[i] ^= 1;
            await RefusedAsync($"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(signature)}", "its signature is wrong");
        }
    }

    [Fact]
    public async Task A_disabled_client_is_out_within_a_second_and_in_again_when_enabled()
    {
        var secret = await Node.MakeClientAsync("cut-off", "*");
        await using var other = await fixture.StartNodeAsync(("Issuer", Node.Address));
        var token = await Node.TokenAsync("cut-off", secret);
        await Node.AuthenticateAsync(token);
        await other.AuthenticateAsync(token);

        await Node.Clients.SetDisabledAsync("cut-off", disabled: true, default);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        await RefusedAsync(token, "its client is suspended");
        (await Should.ThrowAsync<Refusal>(() => other.AuthenticateAsync(token))).Facts.ShouldContain(("problem", (object)"its client is suspended"));
        await Node.Clients.SetDisabledAsync("cut-off", disabled: false, default);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await Node.AuthenticateAsync(token);
    }

    [Fact]
    public async Task A_changed_grant_acts_within_a_second_on_tokens_that_are_out()
    {
        var secret = await Node.MakeClientAsync("regranted", "budgets.*");
        var token = await Node.TokenAsync("regranted", secret);
        (await Node.MayAsync(await Node.AuthenticateAsync(token), "budgets.reserve", "acme")).ShouldBe(true);

        await Node.Clients.ProvisionAsync(new("acme", "regranted", ["budgets.read"]), default);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Node.MayAsync(await Node.AuthenticateAsync(token), "budgets.reserve", "acme")).ShouldBe(false);
    }

    [Fact]
    public async Task A_token_that_was_good_a_moment_ago_still_expires()
    {
        var secret = await Node.MakeClientAsync("expiring", "*");
        var token = await Node.TokenAsync("expiring", secret);
        await Node.AuthenticateAsync(token);

        fixture.Clock.Advance(TimeSpan.FromMinutes(10.5));

        await RefusedAsync(token, "it has expired");
    }

    private async Task BentAsync(Action<SecurityTokenDescriptor> bend, string? problem = null) => await RefusedAsync(await Forge.TokenAsync(Node, Now, bend), problem);

    private async Task RefusedAsync(string token, string? problem = null)
    {
        var refusal = await Should.ThrowAsync<Refusal>(() => Node.AuthenticateAsync(token), token);
        refusal.Reason.ShouldBe(ErrorReason.TokenInvalid);
        var (_, told) = refusal.Facts.Single(fact => fact.Name == "problem");
        if (problem is not null)
            told.ShouldBe(problem);
    }
}
