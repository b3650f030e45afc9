using OpsPlatform.EventStore;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>What happens while the database is away.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Without_the_database_clients_are_told_to_try_again_and_find_everything_when_it_is_back()
    {
        await using var server = new PostgresServer();
        await using var database = new IdentityDatabase(await TestDatabase.CreateAsync(await server.StartAsync()));
        await using var node = await database.StartNodeAsync();
        var secret = await node.MakeClientAsync("patient", "*");
        var token = await node.TokenAsync("patient", secret);

        await server.StopAsync();
        database.Clock.Advance(TimeSpan.FromSeconds(30));
        var answer = await node.PostAsync("grant_type=client_credentials", IdentityNode.Basic("patient", secret));
        var keys = await node.Http.GetAsync(new Uri("/.well-known/openid-configuration/jwks", UriKind.Relative));

        (answer.Status, answer.Error).ShouldBe((503, "temporarily_unavailable"));
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        ((int)keys.StatusCode).ShouldBe(503);
        await Should.ThrowAsync<StoreUnavailableException>(() => node.AuthenticateAsync(token));

        await server.StartAsync();
        await node.AuthenticateAsync(token);
        await node.AuthenticateAsync(await node.TokenAsync("patient", secret));
    }
}
