using Grpc.Core;
using OpsPlatform.Events.V1;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Partners.PartnerSteps;

namespace OpsPlatform.Server.Tests.Partners;

/// <summary>Who is cut off while a stream is open does not get the rest of it.</summary>
public sealed class OpenStreams(RunningServer server) : ServerTest(server)
{
    [Theory]
    [InlineData("client", "TOKEN_INVALID")]
    [InlineData("workspace", "WORKSPACE_SUSPENDED")]
    [InlineData("grant", "RESOURCE_NOT_FOUND")]
    [InlineData("permission", "PERMISSION_MISSING")]
    public async Task A_stream_ends_within_a_second_of_the_cut(string level, string reason)
    {
        var admin = await Server.AdminAsync();
        var (workspace, client) = (await admin.MakeWorkspaceAsync(), await admin.MakeClientAsync());
        await admin.GrantAsync(client, workspace, ["admin"]);
        using var caller = await Server.CallAsAsync(admin, client);
        await FillAsync(caller, workspace.Name);
        using var export = caller.Events.ExportEvents(new() { Parent = workspace.Name });
        (await export.ResponseStream.MoveNext(default)).ShouldBeTrue();

        _ = level switch
        {
            "client" => (object)await admin.Partners.SuspendClientAsync(new() { Name = client.Name, Reason = "Leaked." }),
            "workspace" => await admin.Partners.SuspendWorkspaceAsync(new() { Name = workspace.Name, Reason = "Unpaid." }),
            "grant" => await admin.Partners.RevokeAccessAsync(new() { Name = GrantName(client, workspace) }),
            _ => await admin.GrantAsync(client, workspace, [], ["budgets.read"]),
        };
        await AfterASecondAsync();

        var e = await Should.ThrowAsync<RpcException>(() => RestAsync(export.ResponseStream));
        RpcError.Of(e).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task A_stream_ends_within_a_second_of_its_tokens_revocation_and_one_with_another_token_goes_on()
    {
        var admin = await Server.AdminAsync();
        var (workspace, client) = (await admin.MakeWorkspaceAsync(), await admin.MakeClientAsync());
        await admin.GrantAsync(client, workspace, ["admin"]);
        using var caller = await Server.CallAsAsync(admin, client);
        using var other = caller.At(Server.GrpcAddress, Server.HttpAddress, Server.Clock);
        await FillAsync(caller, workspace.Name);
        using var export = caller.Events.ExportEvents(new() { Parent = workspace.Name });
        using var another = other.Events.ExportEvents(new() { Parent = workspace.Name });
        (await export.ResponseStream.MoveNext(default) && await another.ResponseStream.MoveNext(default)).ShouldBeTrue();

        await caller.RevokeTokenAsync();
        await AfterASecondAsync();

        var e = await Should.ThrowAsync<RpcException>(() => RestAsync(export.ResponseStream));
        RpcError.Of(e).Reason.ShouldBe("TOKEN_INVALID");
        (await RestAsync(another.ResponseStream)).End.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_stream_goes_on_when_nothing_changes()
    {
        var admin = await Server.AdminAsync();
        var (workspace, client) = (await admin.MakeWorkspaceAsync(), await admin.MakeClientAsync());
        await admin.GrantAsync(client, workspace, ["admin"]);
        using var caller = await Server.CallAsAsync(admin, client);
        await FillAsync(caller, workspace.Name);
        using var export = caller.Events.ExportEvents(new() { Parent = workspace.Name });
        (await export.ResponseStream.MoveNext(default)).ShouldBeTrue();

        // Longer than the token lives.
        for (var minute = 0; minute < 20; minute++)
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await AfterASecondAsync();

        (await RestAsync(export.ResponseStream)).End.ShouldNotBeNull();
    }

    /// <summary>More than fits into the windows of the connection, so that the server waits for the reader.</summary>
    private static async Task FillAsync(ApiClient caller, string workspace)
    {
        var budget = BudgetSteps.OfLines([.. Enumerable.Range(0, 100).Select(line => ($"line-{line}", 1L))]);
        foreach (var line in budget.Lines)
            line.DisplayName = new string('x', 150);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async _ => await caller.Budgets.CreateBudgetAsync(new() { Parent = workspace, Budget = budget })));
    }

    /// <summary>What is known for half a second is looked at every quarter of one, and takes a moment of real time to be read.</summary>
    private async Task AfterASecondAsync()
    {
        for (var step = 0; step < 4; step++)
        {
            Server.Clock.Advance(PartnerSteps.Soon / 4);
            await Task.Delay(100);
        }
    }

    private static async Task<ExportEventsResponse> RestAsync(IAsyncStreamReader<ExportEventsResponse> stream)
    {
        var last = stream.Current;
        while (await stream.MoveNext(default))
            last = stream.Current;
        return last;
    }
}
