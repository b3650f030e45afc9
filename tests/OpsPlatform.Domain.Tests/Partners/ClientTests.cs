using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Domain.Tests.Partners;

/// <summary>What happens to a client, its secrets and its grants.</summary>
public sealed class ClientTests
{
    private const string Name = "clients/nova-ops";
    private const string Grant = $"{Name}/grants/acme";

    private static readonly DecisionContext Context = new(DateTimeOffset.UnixEpoch, "admin", "nova-ops", () => "made");
    private static readonly ClientCreated Created = new() { Client = new() { Partner = "partners/nova", DisplayName = "Planner" } };

    [Fact]
    public void Two_secrets_are_the_most()
    {
        var client = Given(Created, Secret("a"), Secret("b"));
        var refusal = Should.Throw<Refusal>(() => ClientDecider.AddSecret(client, "", "c", "hash").ToList());
        refusal.Reason.ShouldBe(ErrorReason.ClientSecretsFull);
        refusal.Sentence().ShouldContain("a (1970-01-01), b (1970-01-01)");
    }

    [Fact]
    public void A_removed_secret_makes_room_and_its_hash_is_gone()
    {
        var client = Given(Created, Secret("a"), Secret("b"), new ClientSecretRemoved { SecretId = "a" });
        client.Root.Secrets.Single().SecretId.ShouldBe("b");
        client.Find<ClientSecretHash>(ClientDecider.HashKey("a"))!.Hash.ShouldBeEmpty();
        ClientDecider.AddSecret(client, "", "c", "hash").ShouldBe([new ClientSecretAdded { SecretId = "c", Hash = "hash" }]);
    }

    [Fact]
    public void A_lost_secret_is_replaced_though_there_are_two()
    {
        var client = Given(Created, Secret("a"), Secret("b"));
        ClientDecider.AddSecret(client, "b", "c", "hash").ShouldBe([new ClientSecretRemoved { SecretId = "b" }, new ClientSecretAdded { SecretId = "c", Hash = "hash" }]);
        Should.Throw<Refusal>(() => ClientDecider.AddSecret(client, "x", "c", "hash")).Field.ShouldBe("replace_secret_id");
    }

    [Fact]
    public void The_same_access_again_is_no_event_in_whatever_order_it_is_told()
    {
        var client = Given(Created, Granted(["finance", "viewer"], ["events.export"]));
        ClientDecider.GrantAccess(client, Asked(["viewer", "finance"], ["events.export"]), Context).ShouldBeEmpty();
        ClientDecider.GrantAccess(client, Asked(["viewer"], ["events.export"]), Context).ShouldHaveSingleItem();
        ClientDecider.GrantAccess(client, Asked(["viewer", "finance"], ["events.export"], "workspaces/acme/budgets/spring"), Context).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_was_revoked_can_be_granted_again_and_keeps_its_record()
    {
        var client = Given(Created, Granted(["viewer"], []), new AccessRevoked { WorkspaceId = "acme" });
        var grant = client.Find<Grant>(ClientDecider.GrantKey("acme"))!;
        (grant.State, grant.Roles).ShouldBe((OpsPlatform.Partners.V1.Grant.Types.State.Revoked, ["viewer"]));
        ClientDecider.RevokeAccess(client, new() { Name = Grant }, Context).ShouldBeEmpty();
        ClientDecider.GrantAccess(client, Asked(["viewer"], []), Context).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_grant_that_allows_nothing_is_none() =>
        Should.Throw<Refusal>(() => ClientDecider.GrantAccess(Given(Created), Asked([], []), Context).ToList()).Reason.ShouldBe(ErrorReason.GrantEmpty);

    [Theory]
    [InlineData("workspaces/globex/budgets/spring")]
    [InlineData("workspaces/acme2/budgets/spring")]
    public void Resources_lie_in_the_grant_s_workspace(string resource) =>
        Should.Throw<Refusal>(() => ClientDecider.GrantAccess(Given(Created), Asked(["viewer"], [], resource), Context).ToList()).Reason.ShouldBe(ErrorReason.GrantResourceForeign);

    private static ClientSecretAdded Secret(string id) => new() { SecretId = id, Hash = $"hash of {id}" };

    private static AccessGranted Granted(string[] roles, string[] permissions) => new() { WorkspaceId = "acme", Roles = { roles }, Permissions = { permissions } };

    private static GrantAccessRequest Asked(string[] roles, string[] permissions, params string[] resources) =>
        new() { Name = Grant, Roles = { roles }, Permissions = { permissions }, Resources = { resources } };

    private static Aggregate<OpsPlatform.Partners.V1.Client> Given(params IMessage[] events)
    {
        var client = new Aggregate<OpsPlatform.Partners.V1.Client>(Name);
        foreach (var message in events)
            client.Apply(new Recorded(message, client.Version + 1, DateTimeOffset.UnixEpoch), ClientDecider.Evolve);
        return client;
    }
}
