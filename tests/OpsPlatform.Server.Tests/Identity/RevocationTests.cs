using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Domain;
using OpsPlatform.Identity.V1;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>`/connect/revocation` and `/connect/introspect`: how a client gives up its tokens, and what it learns of them.</summary>
public sealed class RevocationTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private IdentityNode Node => fixture.Node;

    [Fact]
    public async Task A_revoked_token_is_refused_here_at_once_and_within_a_second_elsewhere()
    {
        await using var other = await fixture.StartNodeAsync(("Issuer", Node.Address));
        var secret = await Node.MakeClientAsync("revoking", "*");
        var (token, kept) = (await Node.TokenAsync("revoking", secret), await Node.TokenAsync("revoking", secret));
        await other.AuthenticateAsync(token);
        await Node.AuthenticateAsync(token);

        (await RevokeAsync("revoking", secret, token)).ShouldBe((200, ""));

        (await RefusalAsync(Node, token)).ShouldBe("it was revoked");
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        (await RefusalAsync(other, token)).ShouldBe("it was revoked");
        await other.AuthenticateAsync(kept);
        (await RevokeAsync("revoking", secret, token)).ShouldBe((200, ""));
    }

    [Fact]
    public async Task Another_clients_token_is_neither_revoked_nor_told_of()
    {
        var (owner, thief) = (await Node.MakeClientAsync("owner", "*"), await Node.MakeClientAsync("thief", "*"));
        var token = await Node.TokenAsync("owner", owner);

        (await RevokeAsync("thief", thief, token)).Status.ShouldBe(400);
        (await IntrospectAsync("thief", thief, token)).Body.ShouldBe("""{"active":false}""");

        await Node.AuthenticateAsync(token);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("a.b.c")]
    [InlineData("%F0%9F%91%8D")]
    [InlineData("+")]
    public async Task What_is_no_token_is_not_active_and_as_good_as_revoked(string token)
    {
        await Node.Clients.ProvisionAsync(new("acme", "asking", ["*"]), default);
        var secret = await Node.Clients.AddSecretAsync("asking", replaceOldest: true, default);

        (await IntrospectAsync("asking", secret, token)).Body.ShouldBe("""{"active":false}""");
        (await RevokeAsync("asking", secret, token)).ShouldBe((200, ""));
    }

    [Fact]
    public async Task Introspection_tells_what_the_token_says_until_it_is_over()
    {
        var secret = await Node.MakeClientAsync("asks", "budgets.*");
        var text = await Node.TokenAsync("asks", secret, "budgets.read");
        var token = new JsonWebToken(text);

        var answer = await IntrospectAsync("asks", secret, text);

        answer.Status.ShouldBe(200);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Json.ToJsonString().ShouldBe($$"""
            {"active":true,"scope":"budgets.read","client_id":"asks","token_type":"Bearer","sub":"asks","aud":"opsplatform","iss":"{{Node.Address}}","jti":"{{token.Id}}","exp":{{EpochTime.GetIntDate(token.ValidTo)}},"iat":{{EpochTime.GetIntDate(token.IssuedAt)}}}
            """);
        await RevokeAsync("asks", secret, text);
        (await IntrospectAsync("asks", secret, text)).Body.ShouldBe("""{"active":false}""");
        var expiring = await Node.TokenAsync("asks", secret);
        fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        (await IntrospectAsync("asks", secret, expiring)).Body.ShouldBe("""{"active":false}""");
    }

    [Fact]
    public async Task What_has_expired_is_forgotten()
    {
        var secret = await Node.MakeClientAsync("forgetful", "*");
        await RevokeAsync("forgetful", secret, await Node.TokenAsync("forgetful", secret));
        fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        var last = await Node.TokenAsync("forgetful", secret);

        await RevokeAsync("forgetful", secret, last);

        (await StoredAsync("forgetful")).Tokens.Single().TokenId.ShouldBe(new JsonWebToken(last).Id);
    }

    [Fact]
    public async Task Beyond_a_thousand_all_tokens_of_the_client_are_revoked_and_new_ones_are_good()
    {
        var secret = await Node.MakeClientAsync("shredder", "*");
        var kept = await Node.TokenAsync("shredder", secret);
        var caller = await Node.AuthenticateAsync(kept);
        var tokens = Enumerable.Range(0, Revocations.MostTokens).Select(i => new RevokedTokens.Types.Token { TokenId = $"{i}", ExpireTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(fixture.Clock.GetUtcNow().AddMinutes(10)) });
        (await Node.Get<IdentityDocuments>().TryWriteAsync("filled", [new(Revocations.DocumentId("shredder"), new RevokedTokens { Tokens = { tokens } }, 1)], default)).ShouldBeTrue();
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        await Node.Get<Revocations>().RevokeAsync(caller with { TokenId = "one more" }, fixture.Clock.GetUtcNow().UtcDateTime.AddMinutes(10), default);

        (await StoredAsync("shredder")).Tokens.ShouldBeEmpty();
        (await RefusalAsync(Node, kept)).ShouldBe("it was revoked");
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await Node.AuthenticateAsync(await Node.TokenAsync("shredder", secret));
    }

    [Fact]
    public async Task Revocations_at_the_same_time_are_all_kept()
    {
        var secret = await Node.MakeClientAsync("busy", "*");
        var tokens = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Node.TokenAsync("busy", secret)));

        await Task.WhenAll(tokens.Select(token => RevokeAsync("busy", secret, token)));

        foreach (var token in tokens)
            (await RefusalAsync(Node, token)).ShouldBe("it was revoked");
    }

    private async Task<(int Status, string Body)> RevokeAsync(string clientId, string secret, string token)
    {
        var answer = await Node.PostAsync($"token={token}&token_type_hint=refresh_token", IdentityNode.Basic(clientId, secret), path: "/connect/revocation");
        return (answer.Status, answer.Body);
    }

    private Task<Answer> IntrospectAsync(string clientId, string secret, string token) =>
        Node.PostAsync($"token={token}", IdentityNode.Basic(clientId, secret), path: "/connect/introspect");

    private async Task<RevokedTokens> StoredAsync(string clientId) =>
        (await Node.Get<IdentityDocuments>().GetAsync<RevokedTokens>(Revocations.DocumentId(clientId), default))!.Data;

    private static async Task<object> RefusalAsync(IdentityNode node, string token) =>
        (await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(token))).Facts.Single(fact => fact.Name == "problem").Item2;
}
