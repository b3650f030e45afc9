using System.Net;
using Microsoft.Extensions.Time.Testing;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>How those are slowed down who guess, and that nobody else is.</summary>
public sealed class FailedAttemptTests(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Guessing_a_secret_is_answered_with_a_wait_for_known_and_unknown_clients_alike()
    {
        var secret = await fixture.Node.MakeClientAsync("guessed", "*");
        foreach (var clientId in new[] { "guessed", "not-there" })
        {
            for (var i = 0; i <= 10; i++)
                (await PostAsync(clientId, "guess")).Status.ShouldBe(401);

            var answer = await PostAsync(clientId, secret);

            (answer.Status, answer.Error).ShouldBe((429, "temporarily_unavailable"));
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(6));
        }

        await fixture.Node.TokenAsync("bystander", await fixture.Node.MakeClientAsync("bystander", "*"));
        fixture.Clock.Advance(TimeSpan.FromSeconds(6));
        (await PostAsync("guessed", secret)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Each_node_counts_by_itself()
    {
        await using var other = await fixture.StartNodeAsync(("Issuer", fixture.Node.Address));
        var secret = await fixture.Node.MakeClientAsync("guessed-at-one", "*");
        for (var i = 0; i <= 10; i++)
            await PostAsync("guessed-at-one", "guess");

        (await PostAsync("guessed-at-one", secret)).Status.ShouldBe(429);
        (await other.PostAsync("grant_type=client_credentials", IdentityNode.Basic("guessed-at-one", secret))).Status.ShouldBe(200);
    }

    [Fact]
    public void A_client_at_another_address_is_not_locked_out()
    {
        var failures = Fail(20, Guesser, _ => "client");

        failures.WaitOf(Guesser, "client").ShouldNotBeNull();
        failures.WaitOf(Guesser, "another").ShouldBeNull();
        failures.WaitOf(Other, "client").ShouldBeNull();
    }

    [Fact]
    public void Guessing_at_many_clients_is_slowed_down_for_the_address()
    {
        var failures = Fail(101, Guesser, i => $"client-{i}");

        failures.WaitOf(Guesser, "any").ShouldBe(TimeSpan.FromSeconds(1));
        failures.WaitOf(Other, "any").ShouldBeNull();
    }

    [Fact]
    public void It_is_over_in_a_minute_at_most()
    {
        var failures = Fail(100_000, Guesser, _ => "client");

        failures.WaitOf(Guesser, "client").ShouldBe(TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        failures.WaitOf(Guesser, "client").ShouldBeNull();
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    public void Addresses_that_one_host_can_choose_from_are_one(string first, string second, bool same) =>
        (Fail(20, IPAddress.Parse(first), _ => "client").WaitOf(IPAddress.Parse(second), "client") is not null).ShouldBe(same);

    [Fact]
    public void Ids_that_no_client_can_have_are_counted_together() =>
        Fail(11, Guesser, i => $"微信 {new string('x', 10_000)} {i}").WaitOf(Guesser, "another 👍").ShouldNotBeNull();

    private FailedAttempts Fail(int times, IPAddress address, Func<int, string> clientId)
    {
        var failures = new FailedAttempts(_clock);
        for (var i = 0; i < times; i++)
            failures.Add(address, clientId(i));
        return failures;
    }

    private Task<Answer> PostAsync(string clientId, string secret) => fixture.Node.PostAsync("grant_type=client_credentials", IdentityNode.Basic(clientId, secret));
}
