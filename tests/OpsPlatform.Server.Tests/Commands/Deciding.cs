using Google.Protobuf;
using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Commands;

/// <summary>What holds for every rpc that writes.</summary>
public sealed class Deciding(RunningServer server) : ServerTest(server)
{
    public static TheoryData<string> Writes => [.. Prepared.Writes];

    [Theory, MemberData(nameof(Writes))]
    public async Task Validate_only_answers_what_would_be_and_writes_nothing(string rpc)
    {
        var method = Rpc.Named(rpc);
        var (request, budget) = await Server.PrepareAsync(method);
        var before = await Stored();
        Set(request, "request_id", $"{Guid.NewGuid()}");

        Set(request, "validate_only", true);
        var wouldBe = await Server.Approver.Invoker.Call(method, request);
        (await Stored()).ShouldBe(before);
        Set(request, "validate_only", false);
        var call = Server.Approver.Invoker.Call(method, request);
        var answer = await call;

        (await call.ResponseHeadersAsync).GetValue("x-ops-replayed").ShouldBeNull();
        (await Stored()).ShouldNotBe(before);
        foreach (var made in new[] { "name", "transfer" }.Where(field => answer.Descriptor.FindFieldByName(field) is not null))
            Set(wouldBe, made, Get(answer, made));
        if (budget.Length > 0 && wouldBe.Descriptor.FindFieldByName("impact") is { } impact)
        {
            Get(wouldBe, "impact").ShouldBeOfType<BudgetImpact>().Rules.ShouldBeEmpty();
            impact.Accessor.Clear(wouldBe);
        }

        wouldBe.ShouldBe(answer, "but for an id that the server makes and the impact, it would be what it is");
        if (budget.Length > 0)
            await Server.LedgerMustGiveTheLinesAsync(budget);
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task Validate_only_refuses_what_would_be_refused(string rpc)
    {
        var method = Rpc.Named(rpc);
        var request = method.Request("acme", "nowhere", "none");
        if (rpc == "CreateBudget")
            ((CreateBudgetRequest)request).Budget.Lines.Add(new BudgetLine { LineId = "content" });
        Set(request, "validate_only", true);
        await Server.Approver.Invoker.Call(method, request).Refused(rpc == "CreateBudget" ? ErrorReason.AllocationAmbiguous : ErrorReason.ResourceNotFound);
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task A_stale_etag_is_refused_and_the_current_one_taken(string rpc)
    {
        var method = Rpc.Named(rpc);
        var (request, _) = await Server.PrepareAsync(method);
        var versioned = request is UpdateBudgetRequest update ? update.Budget : request;
        if (versioned.Descriptor.FindFieldByName("etag") is null)
        {
            rpc.ShouldBe("CreateBudget", "only what creates a budget has no version to speak of");
            return;
        }

        Set(versioned, "etag", "0");
        var before = await Stored();
        var error = await Server.Approver.Invoker.Call(method, request).Refused(ErrorReason.EtagMismatch);
        (error.Code, error.Info.Metadata["given"]).ShouldBe((Grpc.Core.StatusCode.Aborted, "0"));
        (await Stored()).ShouldBe(before);

        Set(versioned, "etag", error.Info.Metadata["current"]);
        await Server.Approver.Invoker.Call(method, request);
    }

    [Fact]
    public async Task The_etag_that_a_read_gave_is_stale_after_anothers_write()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        await Server.ReserveAsync(budget, 1);
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, Etag = budget.Etag }).Refused(ErrorReason.EtagMismatch);
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, Etag = (await Server.GetAsync(budget.Name)).Etag });
    }

    [Fact]
    public async Task What_others_keep_changing_is_given_up_after_some_attempts_with_the_advice_to_repeat()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        await using var database = NpgsqlDataSource.Create(Server.Database);
        await using var always = database.CreateCommand($"update mt_streams set version = version + 1 where id = '{budget.Name["workspaces/acme/".Length..]}'");

        // The stream is always one version further than its document and its events say.
        await always.ExecuteNonQueryAsync();

        var error = await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 }).Refused(ErrorReason.ConcurrentChange);

        error.Detail<Google.Rpc.RetryInfo>().ShouldNotBeNull().RetryDelay.ToTimeSpan().ShouldBeGreaterThan(TimeSpan.Zero);
        (await Server.GetAsync(budget.Name)).ShouldBe(budget);
    }

    /// <summary>How many rows every table has that a write could write to.</summary>
    private async Task<string> Stored()
    {
        await using var database = NpgsqlDataSource.Create(Server.Database);
        await using var count = database.CreateCommand(
            """
            select concat_ws(' ', (select count(*) from mt_events), (select count(*) from ops_requests), (select count(*) from mt_doc_budget),
            (select count(*) from mt_doc_reservation), (select count(*) from mt_doc_expense), (select sum(mt_version) from mt_doc_budget))
            """);
        return (string)(await count.ExecuteScalarAsync())!;
    }

    private static object Get(IMessage message, string field) => message.Descriptor.FindFieldByName(field).Accessor.GetValue(message);

    private static void Set(IMessage message, string field, object value) => message.Descriptor.FindFieldByName(field).Accessor.SetValue(message, value);
}
