using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>How clients are made and changed.</summary>
public sealed class ClientTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly Clients _clients = fixture.Node.Clients;

    [Fact]
    public async Task A_repeat_tells_no_secret_and_changes_nothing()
    {
        var grant = new ClientGrant("acme", "repeated", ["budgets.read", "budgets.*"], "Repeated");
        (await _clients.ProvisionAsync(grant, default)).ShouldStartWith("ops_secret_");
        var before = await _clients.FindAsync("repeated", default);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        (await _clients.ProvisionAsync(grant, default)).ShouldBeNull();

        (await _clients.FindAsync("repeated", default)).ShouldBe(before);
    }

    [Fact]
    public async Task Provisioning_anew_sets_the_permissions_there_and_leaves_those_elsewhere()
    {
        await _clients.ProvisionAsync(new("first", "widened", ["budgets.read"]), default);
        await _clients.ProvisionAsync(new("second", "widened", ["*"]), default);
        await _clients.ProvisionAsync(new("first", "widened", ["budgets.reserve"]), default);

        var (client, grants) = await ListedAsync("widened");

        grants.Select(grant => $"{grant.Workspace}: {string.Join(' ', grant.Permissions)}").ShouldBe(["workspaces/first: budgets.reserve", "workspaces/second: *"]);
        client.Secrets.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_third_secret_is_refused_unless_it_replaces_the_oldest()
    {
        var first = await fixture.Node.MakeClientAsync("thrice", "*");
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _clients.AddSecretAsync("thrice", replaceOldest: false, default);

        (await Should.ThrowAsync<ProvisioningException>(() => _clients.AddSecretAsync("thrice", replaceOldest: false, default))).Message.ShouldContain("Remove one of them");
        var third = await _clients.AddSecretAsync("thrice", replaceOldest: true, default);

        (await _clients.HasSecretAsync("thrice", first, default)).ShouldBeFalse();
        (await _clients.HasSecretAsync("thrice", second, default)).ShouldBeTrue();
        (await _clients.HasSecretAsync("thrice", third, default)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("acme", "ab", "*")]
    [InlineData("acme", "-abc", "*")]
    [InlineData("acme", "with space", "*")]
    [InlineData("acme", "with/slash", "*")]
    [InlineData("acme", "with\nline", "*")]
    [InlineData("acme", "ends-with-line\n", "*")]
    [InlineData("acme", "system", "*")]
    [InlineData("Acme", "client", "*")]
    [InlineData("ac", "client", "*")]
    [InlineData("acme/x", "client", "*")]
    [InlineData("acme", "client", "budgets")]
    [InlineData("acme", "client", "Budgets.read")]
    [InlineData("acme", "client", "budgets.read ")]
    [InlineData("acme", "client", "**")]
    [InlineData("acme", "client", "")]
    public async Task What_is_malformed_is_refused(string workspace, string clientId, string permission) =>
        await Should.ThrowAsync<ProvisioningException>(() => _clients.ProvisionAsync(new(workspace, clientId, [permission]), default));

    [Fact]
    public async Task A_client_without_permissions_is_refused() =>
        await Should.ThrowAsync<ProvisioningException>(() => _clients.ProvisionAsync(new("acme", "client", []), default));

    [Fact]
    public async Task What_does_not_exist_cannot_be_changed()
    {
        await Should.ThrowAsync<ProvisioningException>(() => _clients.SetDisabledAsync("nobody", disabled: true, default));
        await Should.ThrowAsync<ProvisioningException>(() => _clients.AddSecretAsync("nobody", replaceOldest: false, default));
        await fixture.Node.MakeClientAsync("somebody", "*");
        await Should.ThrowAsync<ProvisioningException>(() => _clients.RemoveSecretAsync("somebody", "00000000", default));
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        await fixture.Node.MakeClientAsync("contended", "*");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _clients.ProvisionAsync(new($"workspace-{i}", "contended", ["budgets.read"]), default)));

        (await ListedAsync("contended")).Grants.Count.ShouldBe(21);
    }

    [Fact]
    public async Task Of_many_who_make_the_same_client_one_gets_its_secret()
    {
        var secrets = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _clients.ProvisionAsync(new("contested", "made-once", ["*"]), default)));

        var secret = secrets.Single(secret => secret is not null)!;
        await fixture.Node.TokenAsync("made-once", secret);
    }

    [Fact]
    public async Task All_clients_are_listed()
    {
        foreach (var i in Enumerable.Range(0, 5))
            await fixture.Node.MakeClientAsync($"listed-{i}", "*");

        var ids = await _clients.ListAsync(default).Select(listed => listed.Client.Name["clients/".Length..]).ToListAsync();

        ids.Where(id => id.StartsWith("listed-", StringComparison.Ordinal)).ShouldBe(["listed-0", "listed-1", "listed-2", "listed-3", "listed-4"]);
    }

    private async Task<(OpsPlatform.Partners.V1.Client Client, IReadOnlyList<Grant> Grants)> ListedAsync(string clientId) =>
        await _clients.ListAsync(default).SingleAsync(listed => listed.Client.Name == $"clients/{clientId}");
}
