using System.Text.Json.Nodes;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Tests.Budgets;

namespace OpsPlatform.Server.Tests.Events;

/// <summary>The platform's word, and the keys that it is checked with.</summary>
public sealed class Checkpoints(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_checkpoint_says_in_its_fields_what_it_says_in_its_signature()
    {
        await Server.ActiveAsync(("content", 5));
        var checkpoint = await Server.Operator.CheckpointAsync();
        checkpoint.Name.ShouldBe($"workspaces/acme/checkpoints/{checkpoint.Position}");
        checkpoint.SignTime.ToDateTimeOffset().ShouldBe(Server.Clock.GetUtcNow(), TimeSpan.FromSeconds(1));

        var payload = JsonNode.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(checkpoint.Jws.Split('.')[1]))!.AsObject();
        payload.Select(claim => claim.Key).ShouldBe(["iss", "iat", "workspace", "position", "hash"], ignoreOrder: true);
        ((string?)payload["iss"], (string?)payload["workspace"], (long?)payload["position"], (string?)payload["hash"], (long?)payload["iat"])
            .ShouldBe(("https://ops.example", "workspaces/acme", checkpoint.Position, Convert.ToHexStringLower(checkpoint.Hash.Span), checkpoint.SignTime.Seconds));
    }

    [Fact]
    public async Task An_earlier_position_is_signed_as_it_was_and_one_that_is_not_reached_is_not_there()
    {
        await Server.ActiveAsync(("content", 5));
        var then = await Server.Operator.CheckpointAsync();
        await Server.ActiveAsync(("content", 5));
        (await Server.Operator.CheckpointAsync($"{then.Position}")).Hash.ShouldBe(then.Hash);
        (await Server.Operator.CheckpointAsync("0")).Hash.ShouldAllBe(one => one == 0);
        await Server.Operator.Events.GetCheckpointAsync(new() { Name = $"workspaces/acme/checkpoints/{then.Position + 1000}" }).Refused(ErrorReason.ResourceNotFound);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("9999999999999999999")]
    public async Task What_is_no_position_is_refused(string id) =>
        (await Server.Operator.Events.GetCheckpointAsync(new() { Name = $"workspaces/acme/checkpoints/{id}" }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["name"]);

    [Fact]
    public async Task It_is_checked_with_the_published_keys_while_they_sign_and_for_ever_with_those_of_checkpoints()
    {
        await Server.ActiveAsync(("content", 5));
        var checkpoint = await Server.Operator.CheckpointAsync();
        Exports.Verify(await Server.Operator.ExportAsync(), checkpoint, await KeysAsync("/.well-known/openid-configuration/jwks")).Fault.ShouldBeNull();

        // Long enough for the keys to change, and for the tokens of the old one to die.
        for (var day = 0; day < 100; day++)
        {
            Server.Clock.Leap(TimeSpan.FromDays(1));
            await KeysAsync("/.well-known/openid-configuration/jwks");
        }

        var (published, kept) = (await KeysAsync("/.well-known/openid-configuration/jwks"), await KeysAsync("/.well-known/checkpoint-jwks"));
        JsonNode.Parse(published)!["keys"]!.AsArray().Count.ShouldBe(1);
        Exports.Verify(await Server.Operator.ExportAsync(), checkpoint, kept).Fault.ShouldBeNull();
        Exports.Verify(await Server.Operator.ExportAsync(), checkpoint).Fault.ShouldBeNull("the export brings the old keys too");
        Exports.Verify(await Server.Operator.ExportAsync(), checkpoint, published).Fault.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_checkpoint_lets_nobody_in()
    {
        var checkpoint = await Server.Operator.CheckpointAsync();
        using var channel = ApiClient.Open(Server.GrpcAddress, $"Bearer {checkpoint.Jws}");
        await channel.CreateCallInvoker().Call(Rpc.Named("GetCheckpoint"), Rpc.Named("GetCheckpoint").Request("acme", "any", "any")).Refused(ErrorReason.TokenInvalid);
    }

    private async Task<string> KeysAsync(string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(Server.HttpAddress, path));
    }
}
