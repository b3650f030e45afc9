using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using static OpsPlatform.Server.Tests.Partners.PartnerSteps;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Values over a stream, each message of which is a request of its own.</summary>
public sealed class Importing(RunningServer server) : MetricTest(server)
{
    [Fact]
    public async Task Each_message_is_answered_and_only_the_rows_that_fail_are_named()
    {
        var account = await AccountAsync();
        using var import = Metrics.ImportMetrics();

        var first = await SendAsync(import, Message(Value(account, "plays", 1, 7), Value("workspaces/globex/accounts/main", "plays", 1, 7), Value(account, "plays", 2, 8)));
        (first.Batch.RecordedCount, first.Batch.FailedCount, first.UnchangedCount).ShouldBe((2, 1, 0));
        var failure = first.Failures.ShouldHaveSingleItem();
        (failure.Index, failure.Reason).ShouldBe((1, ErrorReason.MetricAccountUnknown));

        var second = await SendAsync(import, Message(Value(account, "plays", 1, 9), Value(account, "plays", 2, 8)));
        (second.Batch.CorrectedCount, second.UnchangedCount, second.Failures.Count).ShouldBe((1, 1, 0));
        (await SendAsync(import, Message(Value(account, "plays", 2, 8)))).Batch.ShouldBeNull();

        await import.RequestStream.CompleteAsync();
        (await import.ResponseStream.MoveNext(default)).ShouldBeFalse();
        (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2) })).Summary[0].Total.Value.ShouldBe(17);
    }

    [Fact]
    public async Task What_was_answered_is_stored_when_a_later_message_is_refused()
    {
        var account = await AccountAsync();
        using var import = Metrics.ImportMetrics();
        await SendAsync(import, Message(Value(account, "plays", 1, 7)));

        var e = await Should.ThrowAsync<RpcException>(() => SendAsync(import, Message(new MetricValue { Account = account, Metric = "plays", Value = 1 })));
        RpcError.Of(e).Fields.ShouldBe(["values[0].date", "values[0].source"], ignoreOrder: true);
        (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2) })).Summary[0].Total.Value.ShouldBe(7);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_over_another_stream_gets_its_first_answer()
    {
        var account = await AccountAsync();
        var message = Message(Value(account, "plays", 1, 7));
        message.RequestId = Guid.NewGuid().ToString();
        ImportMetricsResponse first;
        using (var cut = Metrics.ImportMetrics())
            first = await SendAsync(cut, message);
        using var import = Metrics.ImportMetrics();

        (await SendAsync(import, message)).ShouldBe(first);
        message.Values.Add(Value(account, "plays", 2, 7));
        RpcError.Of(await Should.ThrowAsync<RpcException>(() => SendAsync(import, message))).Reason.ShouldBe("REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task A_message_without_an_id_behind_one_with_an_id_is_no_repeat_of_it()
    {
        var account = await AccountAsync();
        using var import = Metrics.ImportMetrics();
        var named = Message(Value(account, "plays", 1, 7));
        named.RequestId = Guid.NewGuid().ToString();
        await SendAsync(import, named);

        (await SendAsync(import, Message(Value(account, "plays", 2, 8)))).Batch.RecordedCount.ShouldBe(1);
        (await QueryAsync(new() { Metrics = { "plays" }, Accounts = { account }, StartDate = March(1), EndDate = March(2) })).Summary[0].Total.Value.ShouldBe(15);
    }

    [Fact]
    public async Task Who_may_record_in_one_workspace_and_has_a_part_of_another_is_not_mistaken_for_either()
    {
        var admin = await Server.AdminAsync();
        var (whole, part, client) = (await admin.MakeWorkspaceAsync(), await admin.MakeWorkspaceAsync(), await admin.MakeClientAsync());
        await admin.GrantAsync(client, whole, ["admin"]);
        await admin.GrantAsync(client, part, ["admin"], resources: [$"{part.Name}/accounts/main"]);
        using var caller = await Server.CallAsAsync(admin, client);
        using var import = caller.Metrics.ImportMetrics();
        var message = Message(Value($"{whole.Name}/accounts/none", "plays", 1, 7));
        message.Parent = whole.Name;
        await SendAsync(import, message);

        message.Parent = part.Name;
        RpcError.Of(await Should.ThrowAsync<RpcException>(() => SendAsync(import, message))).Reason.ShouldBe("RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task A_trial_stores_nothing()
    {
        var account = await AccountAsync();
        using var import = Metrics.ImportMetrics();
        var message = Message(Value(account, "plays", 1, 7));
        message.ValidateOnly = true;

        (await SendAsync(import, message)).Batch.RecordedCount.ShouldBe(1);
        message.ValidateOnly = false;
        (await SendAsync(import, message)).Batch.RecordedCount.ShouldBe(1);
    }

    [Fact]
    public async Task Each_message_is_let_in_by_itself()
    {
        using var caller = await Server.ProvisionAsync("acme", NewId("import"), "metrics.write");
        using var import = caller.Metrics.ImportMetrics();
        await SendAsync(import, Message(Value(await AccountAsync(), "plays", 1, 7)));

        var foreign = Message(Value("workspaces/globex/accounts/main", "plays", 1, 7));
        foreign.Parent = "workspaces/globex";
        RpcError.Of(await Should.ThrowAsync<RpcException>(() => SendAsync(import, foreign))).Reason.ShouldBe("RESOURCE_NOT_FOUND");
    }

    [Theory]
    [InlineData("client", "TOKEN_INVALID")]
    [InlineData("grant", "RESOURCE_NOT_FOUND")]
    public async Task Who_is_cut_off_stores_no_more(string level, string reason)
    {
        var admin = await Server.AdminAsync();
        var (workspace, client) = (await admin.MakeWorkspaceAsync(), await admin.MakeClientAsync());
        await admin.GrantAsync(client, workspace, ["admin"]);
        using var caller = await Server.CallAsAsync(admin, client);
        using var import = caller.Metrics.ImportMetrics();
        var message = Message(Value($"{workspace.Name}/accounts/none", "plays", 1, 7));
        message.Parent = workspace.Name;
        await SendAsync(import, message);

        _ = level == "client"
            ? (object)await admin.Partners.SuspendClientAsync(new() { Name = client.Name, Reason = "Leaked." })
            : await admin.Partners.RevokeAccessAsync(new() { Name = GrantName(client, workspace) });
        Server.Clock.Advance(TimeSpan.FromSeconds(1));

        RpcError.Of(await Should.ThrowAsync<RpcException>(() => SendAsync(import, message))).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task Where_values_need_a_second_principal_a_stream_is_refused_but_not_a_trial()
    {
        var admin = await Server.AdminAsync();
        var (workspace, client) = (await admin.MakeWorkspaceAsync(), await admin.MakeClientAsync());
        await admin.GrantAsync(client, workspace, ["admin"]);
        using var caller = await Server.CallAsAsync(admin, client);
        await caller.Approvals.SetApprovalPolicyAsync(new() { Name = $"{workspace.Name}/policies/values", Permissions = { "metrics.write" } });
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        var message = Message(Value($"{workspace.Name}/accounts/none", "plays", 1, 7));
        (message.Parent, message.ValidateOnly) = (workspace.Name, true);
        using var import = caller.Metrics.ImportMetrics();

        (await SendAsync(import, message)).Failures.Count.ShouldBe(1);
        message.ValidateOnly = false;
        RpcError.Of(await Should.ThrowAsync<RpcException>(() => SendAsync(import, message))).Reason.ShouldBe("APPROVAL_NOT_IN_STREAM");
    }

    [Fact]
    public async Task Each_message_counts_as_a_call()
    {
        await using var limited = await Server.StartAnotherAsync(configure: builder => builder.Configuration["Quotas:Daily:metrics.write"] = "3");
        using var caller = await limited.ProvisionAsync("acme", NewId("import"), "metrics.write");
        using var import = caller.Metrics.ImportMetrics();
        var message = Message(Value(await AccountAsync(), "plays", 1, 7));
        for (var i = 0; i < 3; i++)
            await SendAsync(import, message);

        RpcError.Of(await Should.ThrowAsync<RpcException>(() => SendAsync(import, message))).Reason.ShouldBe("QUOTA_EXCEEDED");
    }

    private static ImportMetricsRequest Message(params MetricValue[] values) => new() { Parent = Workspace, Values = { values } };

    private static async Task<ImportMetricsResponse> SendAsync(AsyncDuplexStreamingCall<ImportMetricsRequest, ImportMetricsResponse> import, ImportMetricsRequest message)
    {
        await import.RequestStream.WriteAsync(message);
        return await import.ResponseStream.MoveNext(default) ? import.ResponseStream.Current : throw new InvalidOperationException("The stream ended.");
    }
}
