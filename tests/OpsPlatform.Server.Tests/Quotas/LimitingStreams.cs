using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using OpsPlatform.Events.V1;
using OpsPlatform.Server.Tests.Budgets;

namespace OpsPlatform.Server.Tests.Quotas;

public sealed class LimitingStreams(RunningServer server) : ServerTest(server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_client_has_so_many_streams_open_and_gets_the_place_of_one_that_vanished()
    {
        using var client = await Server.LimitedAsync(new() { Streams = 1 });
        await MustHavePlaceForOneAsync(client, client, $"clients/{client.ClientId}");
    }

    [Fact]
    public async Task A_node_has_so_many_streams_open_of_all_clients()
    {
        await using var node = await Server.StartAnotherAsync(configure: builder => builder.Configuration["Quotas:NodeStreams"] = "1");
        using var other = await node.ProvisionAsync("acme", Partners.PartnerSteps.NewId("other"), "*");
        await MustHavePlaceForOneAsync(node.Operator, other, "the server");
    }

    [Fact]
    public async Task Each_node_counts_the_streams_that_it_has_itself()
    {
        static void Limit(WebApplicationBuilder builder) => builder.Configuration["Quotas:ClientStreams"] = "1";
        await using var one = await Server.StartAnotherAsync(configure: Limit);
        await using var other = await Server.StartAnotherAsync(configure: Limit);
        using var atOne = await one.ProvisionAsync("acme", Partners.PartnerSteps.NewId("both"), "*");
        using var atOther = atOne.At(other.GrpcAddress, other.HttpAddress, other.Clock);
        await FillAsync();

        using var first = Export(atOne);
        (await first.ResponseStream.MoveNext(default)).ShouldBeTrue();
        (await OpensAsync(atOne)).ShouldBeFalse();
        using var second = Export(atOther);
        (await second.ResponseStream.MoveNext(default)).ShouldBeTrue();
        (await OpensAsync(atOther)).ShouldBeFalse();
    }

    private async Task MustHavePlaceForOneAsync(ApiClient first, ApiClient second, string subject)
    {
        await FillAsync();
        using (var open = Export(first))
        {
            (await open.ResponseStream.MoveNext(default)).ShouldBeTrue();
            using var refused = Export(second);
            var error = RpcError.Of(await Should.ThrowAsync<RpcException>(() => refused.ResponseStream.MoveNext(default)));
            (error.Reason, error.Info.Metadata["quota"], error.Info.Metadata["subject"]).ShouldBe(("QUOTA_EXCEEDED", "streams", subject));
        }

        // The server learns that the caller has left when its reset arrives.
        using var patience = new CancellationTokenSource(Patience);
        while (!await OpensAsync(second))
            await Task.Delay(20, patience.Token);
    }

    private static AsyncServerStreamingCall<ExportEventsResponse> Export(ApiClient client) => client.Events.ExportEvents(new() { Parent = "workspaces/acme" });

    private static async Task<bool> OpensAsync(ApiClient client)
    {
        using var stream = Export(client);
        try
        {
            return await stream.ResponseStream.MoveNext(default);
        }
        catch (RpcException e) when (RpcError.Of(e).Reason == "QUOTA_EXCEEDED")
        {
            return false;
        }
    }

    /// <summary>More than fits into the windows of the connection, so that the server waits for the reader.</summary>
    private async Task FillAsync()
    {
        var budget = BudgetSteps.OfLines([.. Enumerable.Range(0, 100).Select(line => ($"line-{line}", 1L))]);
        foreach (var line in budget.Lines)
            line.DisplayName = new string('x', 150);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async _ => await Operator.CreateBudgetAsync(new() { Parent = "workspaces/acme", Budget = budget })));
    }
}
