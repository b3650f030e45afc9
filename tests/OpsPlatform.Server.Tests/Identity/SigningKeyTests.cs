using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPlatform.Domain;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>How signing keys come, are told of, take over and go. Each test has a database of its own.</summary>
public sealed class SigningKeyTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    [Fact]
    public async Task A_token_survives_a_restart_of_the_server()
    {
        await using var database = await EmptyAsync();
        string token;
        await using (var first = await database.StartNodeAsync(("Issuer", "https://id.example")))
        {
            token = await first.TokenAsync("client", await first.MakeClientAsync("client", "*"));
        }

        await using var second = await database.StartNodeAsync(("Issuer", "https://id.example"));

        (await second.AuthenticateAsync(token)).ClientId.ShouldBe("client");
    }

    [Fact]
    public async Task Nodes_that_start_together_make_one_key_between_them()
    {
        await using var database = await EmptyAsync();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => database.StartNodeAsync()));

        var published = await Task.WhenAll(nodes.Select(node => node.PublishedKeysAsync()));

        published.SelectMany(keys => keys).Distinct().Count().ShouldBe(1);
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_node_whose_clock_is_behind_signs_with_the_key_that_another_has_just_made()
    {
        await using var database = await EmptyAsync();
        await using var node = await database.StartNodeAsync(("Issuer", "https://id.example"));
        var behind = new FakeTimeProvider(database.Clock.GetUtcNow().AddSeconds(-20));
        await using var slow = await IdentityNode.StartAsync(database.ConnectionString, behind, ("Issuer", "https://id.example"));
        var secret = await node.MakeClientAsync("client", "*");

        await node.AuthenticateAsync(await slow.TokenAsync("client", secret));
        await slow.AuthenticateAsync(await node.TokenAsync("client", secret));
    }

    [Fact]
    public async Task The_next_key_is_announced_then_signs_and_the_old_one_stays_until_its_tokens_are_dead()
    {
        await using var database = await EmptyAsync();
        await using var node = await database.StartNodeAsync(("Issuer", "https://id.example"));
        await using var other = await database.StartNodeAsync(("Issuer", "https://id.example"));
        var secret = await node.MakeClientAsync("client", "*");
        var old = (await node.PublishedKeysAsync()).Single();

        // Announced a day before its time: both nodes publish two keys, and sign with the old one.
        database.Clock.Leap(TimeSpan.FromDays(89) + TimeSpan.FromMinutes(1));
        var both = await node.PublishedKeysAsync();
        both.Length.ShouldBe(2);
        (await other.PublishedKeysAsync()).ShouldBe(both);
        var young = both.Single(key => key != old);
        (await KeyOfAsync(node)).ShouldBe(old);

        // One second before it signs, a last token of the old key.
        database.Clock.Leap(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        (await KeyOfAsync(node)).ShouldBe(old);
        var last = await node.TokenAsync("client", secret);
        database.Clock.Advance(TimeSpan.FromSeconds(1));
        (await KeyOfAsync(node)).ShouldBe(young);

        // The old key's last token lives out its ten minutes, on every node.
        database.Clock.Advance(TimeSpan.FromMinutes(9));
        await node.AuthenticateAsync(last);
        await other.AuthenticateAsync(last);
        (await node.PublishedKeysAsync()).ShouldContain(old);
        database.Clock.Advance(TimeSpan.FromMinutes(2));
        (await node.PublishedKeysAsync()).ShouldBe([young]);

        async Task<string> KeyOfAsync(IdentityNode from) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(await from.TokenAsync("client", secret)).Kid;
    }

    [Fact]
    public async Task A_key_rotated_by_hand_is_announced_too_and_a_repeat_adds_none()
    {
        await using var database = await EmptyAsync();
        await using var node = await database.StartNodeAsync();
        var old = (await node.PublishedKeysAsync()).Single();

        var next = await node.Get<SigningKeys>().RotateAsync(compromised: false, default);
        var again = await node.Get<SigningKeys>().RotateAsync(compromised: false, default);

        again.Id.ShouldBe(next.Id);
        next.SignTime.ShouldBe(database.Clock.GetUtcNow().AddDays(1));
        (await node.PublishedKeysAsync()).ShouldBe([old, next.Id]);
    }

    [Fact]
    public async Task A_compromised_key_takes_its_tokens_along_on_every_node()
    {
        await using var database = await EmptyAsync();
        await using var node = await database.StartNodeAsync(("Issuer", "https://id.example"));
        await using var other = await database.StartNodeAsync(("Issuer", "https://id.example"));
        var secret = await node.MakeClientAsync("client", "*");
        var token = await node.TokenAsync("client", secret);
        await node.AuthenticateAsync(token);
        await other.AuthenticateAsync(token);

        var next = await node.Get<SigningKeys>().RotateAsync(compromised: true, default);
        database.Clock.Advance(TimeSpan.FromSeconds(10));

        await Should.ThrowAsync<Refusal>(() => node.AuthenticateAsync(token));
        await Should.ThrowAsync<Refusal>(() => other.AuthenticateAsync(token));
        (await other.PublishedKeysAsync()).ShouldBe([next.Id]);
        await other.AuthenticateAsync(await node.TokenAsync("client", secret));
    }

    [Fact]
    public async Task A_node_that_does_not_know_a_key_yet_looks_for_it()
    {
        await using var database = await EmptyAsync();
        await using var node = await database.StartNodeAsync(("Issuer", "https://id.example"));
        await using var other = await database.StartNodeAsync(("Issuer", "https://id.example"));
        var secret = await node.MakeClientAsync("client", "*");
        await other.PublishedKeysAsync();
        database.Clock.Advance(TimeSpan.FromSeconds(3));
        await node.Get<SigningKeys>().RotateAsync(compromised: true, default);

        // The other node's copy is three seconds old, which is not too old by itself.
        (await other.AuthenticateAsync(await node.TokenAsync("client", secret))).ClientId.ShouldBe("client");
    }

    [Fact]
    public async Task A_spent_key_loses_its_private_half()
    {
        await using var database = await EmptyAsync();
        await using var node = await database.StartNodeAsync();
        var first = (await node.PublishedKeysAsync()).Single();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await node.Get<SigningKeys>().RotateAsync(compromised: false, default);
            database.Clock.Leap(TimeSpan.FromDays(2));
        }

        var spent = (await node.Get<SigningKeys>().GetAsync(default)).Find(first)!;

        spent.CanSign.ShouldBeFalse();
        spent.Stored.PrivateKeyCase.ShouldBe(OpsPlatform.Identity.V1.SigningKey.PrivateKeyOneofCase.None);
    }

    [Fact]
    public async Task An_encrypted_key_is_of_use_only_with_its_encryption_key()
    {
        await using var database = await EmptyAsync();
        var encryptionKey = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
        var otherKey = Convert.ToBase64String(new byte[32]);
        string secret;
        string token;
        await using (var node = await database.StartNodeAsync(("Issuer", "https://id.example"), ("KeyEncryptionKey", encryptionKey)))
        {
            secret = await node.MakeClientAsync("client", "*");
            token = await node.TokenAsync("client", secret);
            node.Log.All.ShouldNotContain(line => line.Contains("in clear"));
        }

        await using (var node = await database.StartNodeAsync(("Issuer", "https://id.example"), ("KeyEncryptionKey", encryptionKey)))
        {
            await node.TokenAsync("client", secret);
        }

        // Another key: the server does not start, until the signing key is given up.
        (string, string?)[] settings = [("Issuer", "https://id.example"), ("KeyEncryptionKey", otherKey)];
        (await Should.ThrowAsync<InvalidOperationException>(() => database.StartNodeAsync(settings))).Message.ShouldContain("Identity:KeyEncryptionKey");
        using var log = new LogLines();
        await using (var admin = IdentityNode.Build(database.ConnectionString, database.Clock, log, settings))
        {
            await admin.Services.GetRequiredService<SigningKeys>().RotateAsync(compromised: true, default);
        }

        await using var restarted = await database.StartNodeAsync(settings);
        await restarted.TokenAsync("client", secret);
        await Should.ThrowAsync<Refusal>(() => restarted.AuthenticateAsync(token));
    }

    [Fact]
    public async Task A_key_in_clear_is_warned_of()
    {
        await using var database = await EmptyAsync();
        await using var node = await database.StartNodeAsync();

        node.Log.All.ShouldContain(line => line.Contains("lies in the database in clear"));
    }

    private Task<IdentityDatabase> EmptyAsync() => fixture.CreateAnotherAsync();
}
