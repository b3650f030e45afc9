using Npgsql;
using OpsPlatform.Client;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Client.EventChainFaultKind;

namespace OpsPlatform.Server.Tests.Events;

/// <summary>Somebody who may write the database does; the export tells. Each case works on a workspace of its own.</summary>
public sealed class Tampering(RunningServer server) : ServerTest(server)
{
    private const int Count = 8;

    [Theory, Trait("row", "CMP-05")]
    [InlineData("id = gen_random_uuid()", Edited)]
    [InlineData("type = 'budget_closed'", Edited)]
    [InlineData("timestamp = timestamp + interval '1 microsecond'", Edited)]
    [InlineData("headers = jsonb_set(headers, '{actor}', '\"somebody\"')", Edited)]
    [InlineData("headers = headers - 'client'", Edited)]
    [InlineData("headers = jsonb_set(headers, '{request_id}', '5')", Edited)]
    [InlineData("headers = headers || '{\"trace\": \"t\"}'", Edited)]
    [InlineData("headers = headers || '{\"origin\": \"10.0.0.1\"}'", Edited)]
    [InlineData("headers = headers - 'origin'", Edited)]
    [InlineData("headers = '[]'", Edited)]
    [InlineData("wire = wire || '\\x0801'", Edited)]
    [InlineData("wire = null", Edited)]
    [InlineData("hash = sha256(hash)", Edited)]
    [InlineData("hash = null", Edited)]
    [InlineData("version = 99", Edited)]
    [InlineData("data = data || '{\"amountMicros\": \"2\"}'", JsonEdited)]
    [InlineData("data = '5'", JsonEdited)]
    [InlineData("seq_id = 99", Missing)]
    public async Task An_edited_column_is_found(string change, object kind)
    {
        foreach (var position in new[] { 4, Count })
            (await FaultAfterAsync(workspace => $"update mt_events set {change} where tenant_id = '{workspace}' and seq_id = {position}"))
                .ShouldBe((position == Count && (EventChainFaultKind)kind == Missing ? Truncated : (EventChainFaultKind)kind, position), change);
    }

    [Theory]
    [InlineData(1, Missing)]
    [InlineData(5, Missing)]
    [InlineData(Count, Truncated)]
    public async Task A_deleted_event_is_missed(int position, object kind) =>
        (await FaultAfterAsync(workspace => $"delete from mt_events where tenant_id = '{workspace}' and seq_id = {position}")).ShouldBe(((EventChainFaultKind)kind, position));

    [Fact]
    public async Task Exchanged_events_are_found() =>
        (await FaultAfterAsync(workspace => $"""
            update mt_events set seq_id = -seq_id where tenant_id = '{workspace}' and seq_id in (5, 6);
            update mt_events set seq_id = 11 + seq_id where tenant_id = '{workspace}' and seq_id < 0
            """)).ShouldBe((Edited, 5));

    [Fact]
    public async Task An_end_that_was_cut_off_with_the_sequencer_set_back_is_found_by_a_checkpoint_that_was_handed_out() =>
        (await FaultAfterAsync(workspace => $"""
            delete from mt_events where tenant_id = '{workspace}' and seq_id > 6;
            update ops_workspaces set last_seq_id = 6, head_hash = (select hash from mt_events e where e.tenant_id = '{workspace}' and seq_id = 6) where tenant_id = '{workspace}'
            """)).ShouldBe((Truncated, 7));

    [Fact]
    public async Task A_stream_of_another_name_is_found() =>
        (await FaultAfterAsync(workspace => $"""
            insert into mt_streams (tenant_id, id, version) values ('{workspace}', 'budgets/other', 1);
            update mt_events set stream_id = 'budgets/other' where tenant_id = '{workspace}' and seq_id = 4
            """)).ShouldBe((Edited, 4));

    private async Task<(EventChainFaultKind Kind, long Position)> FaultAfterAsync(Func<string, string> sql)
    {
        var workspace = $"w{Guid.NewGuid():n}"[..20];
        using var client = await Server.ProvisionAsync(workspace, $"{workspace}-ops", "*");
        using var approver = await Server.ProvisionAsync(workspace, $"{workspace}-boss", "*");
        var budget = await client.Budgets.CreateBudgetAsync(new() { Parent = $"workspaces/{workspace}", Budget = BudgetSteps.OfLines(("content", 100)) });
        await client.Budgets.SubmitBudgetAsync(new() { Name = budget.Name });
        await approver.Budgets.ApproveBudgetAsync(new() { Name = budget.Name });
        while ((await client.CheckpointAsync()).Position < Count)
            await client.Budgets.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 });
        var handedOut = await client.CheckpointAsync();
        await Server.Get<ProjectionRunner>().Idle;
        Exports.Verify(await client.ExportAsync(), handedOut).Fault.ShouldBeNull();

        await using var database = NpgsqlDataSource.Create(Server.Database);
        await using var command = database.CreateCommand(sql(workspace));
        await command.ExecuteNonQueryAsync();
        var fault = Exports.Verify(await client.ExportAsync(), handedOut).Fault.ShouldNotBeNull();
        return (fault.Kind, fault.Position);
    }
}
