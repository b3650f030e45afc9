using OpsPlatform.Api.V1;
using OpsPlatform.Server.Tests.Personal;
using static OpsPlatform.Server.Tests.Partners.PartnerSteps;

namespace OpsPlatform.Server.Tests.Partners;

/// <summary>The secrets of clients: shown once, two at a time, changed without downtime.</summary>
public sealed class Secrets(RunningServer server) : ServerTest(server)
{
    private ApiClient _admin = null!;

    public override async ValueTask InitializeAsync() => _admin = await Server.AdminAsync();

    [Fact]
    public async Task One_is_put_in_the_place_of_the_other_without_downtime()
    {
        var client = await _admin.MakeClientAsync();
        var first = await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name });
        var second = await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name });
        (await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name }).Refused(ErrorReason.ClientSecretsFull)).Message.ShouldContain(first.SecretId);
        await TokenAsync(first.Secret);
        await TokenAsync(second.Secret);

        var left = await _admin.Partners.RemoveClientSecretAsync(new() { Name = client.Name, SecretId = first.SecretId });

        left.Secrets.Single().SecretId.ShouldBe(second.SecretId);
        await Should.ThrowAsync<HttpRequestException>(() => TokenAsync(first.Secret));
        await TokenAsync(second.Secret);
        await _admin.Partners.RemoveClientSecretAsync(new() { Name = client.Name, SecretId = first.SecretId }).Refused(ErrorReason.ResourceNotFound);

        async Task TokenAsync(string secret)
        {
            using var caller = new ApiClient(Server.GrpcAddress, Server.HttpAddress, Server.Clock, Id(client.Name), secret);
            await caller.TokenAsync();
        }
    }

    [Fact]
    public async Task One_that_never_arrived_is_replaced_by_one_call_and_no_third_piles_up()
    {
        var client = await _admin.MakeClientAsync();
        var used = await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name });
        var request = new OpsPlatform.Partners.V1.AddClientSecretRequest { Name = client.Name, RequestId = $"{Guid.NewGuid()}" };
        var arrived = (await _admin.Partners.AddClientSecretAsync(request)).Secret;
        var lost = await _admin.Partners.AddClientSecretAsync(request);
        lost.SecretLost.ShouldBeTrue();

        var replaced = await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name, ReplaceSecretId = lost.SecretId });

        replaced.Client.Secrets.Select(secret => secret.SecretId).ShouldBe([used.SecretId, replaced.SecretId]);
        using var caller = new ApiClient(Server.GrpcAddress, Server.HttpAddress, Server.Clock, Id(client.Name), replaced.Secret);
        await caller.TokenAsync();
        using var whoever = new ApiClient(Server.GrpcAddress, Server.HttpAddress, Server.Clock, Id(client.Name), arrived);
        await Should.ThrowAsync<HttpRequestException>(() => whoever.TokenAsync());
        await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name, ReplaceSecretId = lost.SecretId }).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task It_is_told_once_and_kept_nowhere()
    {
        var client = await _admin.MakeClientAsync();
        var request = new OpsPlatform.Partners.V1.AddClientSecretRequest { Name = client.Name, RequestId = $"{Guid.NewGuid()}" };
        var told = await _admin.Partners.AddClientSecretAsync(request);
        told.Secret.ShouldStartWith("ops_secret_");

        var repeated = await _admin.Partners.AddClientSecretAsync(request);
        (repeated.SecretId, repeated.Secret, repeated.SecretLost, told.SecretLost).ShouldBe((told.SecretId, "", true, false));
        repeated.Client.Secrets.Count.ShouldBe(1);
        (await Server.RowsAsync($"t::text like '%{told.Secret}%'")).ShouldBeEmpty();
        (await _admin.Partners.AddClientSecretAsync(new() { Name = client.Name, ValidateOnly = true })).Secret.ShouldBeEmpty();
        (await _admin.Partners.GetClientAsync(new() { Name = client.Name })).Secrets.Count.ShouldBe(1);
    }
}
