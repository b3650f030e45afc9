using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Clients that prove themselves by what they sign (`private_key_jwt`).</summary>
public sealed class AssertionTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private const string Client = "signer";

    private IdentityNode Node => fixture.Node;

    private DateTimeOffset Now => fixture.Clock.GetUtcNow();

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_signed_assertion_gets_a_token(string algorithm)
    {
        using var key = await KeyAsync(algorithm);

        var answer = await PostAsync(key.Sign(Node, Client, Now));

        answer.Status.ShouldBe(200, answer.Body);
        (await Node.AuthenticateAsync((string)answer.Json["access_token"]!)).ClientId.ShouldBe(Client);
        (await PostAsync(key.Sign(Node, Client, Now, token => token.Audience = Node.Address))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_assertion_is_accepted_once_on_all_nodes()
    {
        using var key = await KeyAsync("ES256");
        await using var other = await fixture.StartNodeAsync(("Issuer", Node.Address));
        var assertion = key.Sign(Node, Client, Now);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => PostAsync(assertion, i % 2 == 0 ? Node : other)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Status == 401 && answer.Error == "invalid_client");
        Node.Log.All.Concat(other.Log.All).ShouldContain(line => line.Contains("its assertion was used before"));
    }

    [Theory]
    [InlineData("iss", "other", "its iss is not the client")]
    [InlineData("aud", "https://elsewhere.example", "its aud is neither")]
    [InlineData("jti", "", "no jti")]
    [InlineData("exp", 1, "has expired")]
    [InlineData("nbf", 32503680000, "not valid yet")]
    public async Task A_wrong_claim_is_refused(string claim, object value, string problem)
    {
        using var key = await KeyAsync("ES256");

        await RefusedAsync(Bent(key, claim, value), problem);
    }

    [Theory]
    [InlineData("sub", 7)]
    [InlineData("jti", 7)]
    [InlineData("exp", 1e300)]
    [InlineData("exp", "soon")]
    [InlineData("aud", 7)]
    public async Task A_claim_of_another_type_is_refused(string claim, object value)
    {
        using var key = await KeyAsync("ES256");

        var answer = await PostAsync(Bent(key, claim, value));

        (answer.Status, answer.Error).ShouldBe((401, "invalid_client"));
    }

    [Fact]
    public async Task It_lives_for_five_minutes_at_most()
    {
        using var key = await KeyAsync("ES256");

        (await PostAsync(key.Sign(Node, Client, Now, token => token.Expires = Now.UtcDateTime.AddMinutes(5)))).Status.ShouldBe(200);
        await RefusedAsync(key.Sign(Node, Client, Now, token => token.Expires = Now.UtcDateTime.AddSeconds(331)), "more than five minutes");
        await RefusedAsync(key.Sign(Node, Client, Now, token => token.Expires = null), "has no exp");
    }

    [Fact]
    public async Task No_other_key_signs_for_a_client()
    {
        using var key = await KeyAsync("ES256");
        using var foreign = Assertion.Make("ES256");
        using var secret = new Assertion(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), "HS256");

        await RefusedAsync(foreign.Sign(Node, Client, Now), "no key of the client");
        await RefusedAsync(foreign.Sign(Node, Client, Now, token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["jwk"] = foreign.PublicJwk }), "no key of the client");
        await RefusedAsync(secret.Sign(Node, Client, Now), "it");
        await RefusedAsync(key.Sign(Node, Client, Now, token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = new[] { "b64" } }), "critical");
        await Node.MakeClientAsync("keyless", "*");
        await RefusedAsync(key.Sign(Node, "keyless", Now), "no key of the client");
    }

    [Theory]
    [InlineData("client_assertion=abc", 400, "invalid_request")]
    [InlineData(Assertion.Type + "&client_assertion=abc", 401, "invalid_client")]
    [InlineData(Assertion.Type + "&client_assertion=a.b.c", 401, "invalid_client")]
    [InlineData(Assertion.Type + "&client_assertion=eyJhbGciOiJub25lIn0.eyJzdWIiOiJzaWduZXIifQ.", 401, "invalid_client")]
    [InlineData(Assertion.Type + "&client_assertion=abc&client_secret=b", 400, "invalid_request")]
    [InlineData(Assertion.Type, 401, "invalid_client")]
    public async Task What_is_no_assertion_is_refused(string form, int status, string error)
    {
        var answer = await Node.PostAsync($"grant_type=client_credentials&{form}");

        (answer.Status, answer.Error).ShouldBe((status, error));
    }

    [Fact]
    public async Task The_answer_does_not_tell_which_clients_exist()
    {
        using var key = await KeyAsync("ES256");
        using var foreign = Assertion.Make("ES256");

        var unknown = await PostAsync(key.Sign(Node, "never-made", Now));
        var wrong = await PostAsync(foreign.Sign(Node, Client, Now));

        (wrong.Status, wrong.Body).ShouldBe((unknown.Status, unknown.Body));
        (await Node.PostAsync($"grant_type=client_credentials&client_id=another&{Assertion.Type}&client_assertion={key.Sign(Node, Client, Now)}")).Error.ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task As_many_signatures_are_checked_of_an_unknown_client_as_of_one_with_any_number_of_keys(string algorithm)
    {
        using var foreign = Assertion.Make(algorithm);
        var crypto = new CountedCrypto();
        var assertions = new ClientAssertions(Node.Get<Issuer>(), Node.Get<IdentityDocuments>(), Node.Get<IOptions<IdentityOptions>>(), fixture.Clock) { Crypto = crypto };
        List<ClientKey> keys = [];
        for (var had = 0; had <= 5; had++)
        {
            crypto.Checked = 0;
            // Of a key that the client has, too: its id is no secret.
            var assertion = new JsonWebToken(foreign.Sign(Node, "whoever", Now, token => token.SigningCredentials.Key.KeyId = keys.FirstOrDefault()?.KeyId));
            (await assertions.ProblemAsync("whoever", keys, assertion, default)).ShouldBe("its assertion is wrong (no key of the client has signed it)");
            crypto.Checked.ShouldBe(5, $"{had} keys");
            using var another = Assertion.Make(algorithm);
            var key = ClientPublicKey.Parse(another.PublicJwk);
            keys.Add(new() { KeyId = key.Id, Jwk = key.Jwk });
        }
    }

    private string Bent(Assertion key, string claim, object value) => key.Sign(Node, Client, Now, token =>
    {
        (token.Issuer, token.Audience, token.Expires) = (claim == "iss" ? null : token.Issuer, claim == "aud" ? null : token.Audience, claim == "exp" ? null : token.Expires);
        token.Claims[claim] = value;
    });

    private async Task<Assertion> KeyAsync(string algorithm)
    {
        // What failed in another test is forgiven by now.
        fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        await Node.Clients.ProvisionAsync(new("acme", Client, ["*"]), default);
        foreach (var old in (await Node.Clients.FindAsync(Client, default))!.Keys)
            await Assertion.RemoveAsync(Node, Client, old.KeyId);
        var key = Assertion.Make(algorithm);
        await key.AddToAsync(Node, Client);
        return key;
    }

    private Task<Answer> PostAsync(string assertion, IdentityNode? node = null) => (node ?? Node).PostAsync($"grant_type=client_credentials&{Assertion.Type}&client_assertion={assertion}");

    private async Task RefusedAsync(string assertion, string problem)
    {
        var logged = Node.Log.All.Count();
        var answer = await PostAsync(assertion);
        (answer.Status, answer.Error).ShouldBe((401, "invalid_client"));
        Node.Log.All.Skip(logged).ShouldContain(line => line.Contains(problem) && line.Contains("assertion"));
    }

    private sealed class CountedCrypto : CryptoProviderFactory
    {
        public int Checked { get; set; }

        public override SignatureProvider CreateForVerifying(SecurityKey key, string algorithm)
        {
            Checked++;
            return base.CreateForVerifying(key, algorithm);
        }
    }
}
